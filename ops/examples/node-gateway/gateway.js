#!/usr/bin/env node
// A store's gateway that knows nothing of Aisle but its protocol. It plays an AutoCheckout recording.
import { realpathSync } from 'node:fs';
import { parseArgs } from 'node:util';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';
import { read } from './recording.js';
import { DeviceSpool } from './spool.js';

const BUNDLE_RECORDS = 64;
const KEEP_RECORDS = 50_000; // of all devices; then the recording waits until something is acknowledged
const WELCOME_MS = 10_000; // without a welcome by then another node is tried
const TICK_MS = 100;
const BACKOFF_MS = { first: 100, most: 10_000 };

// After these another attempt would end the same way.
const FINAL = new Set(
  ['UNAUTHENTICATED', 'PERMISSION_DENIED', 'NOT_FOUND', 'FAILED_PRECONDITION', 'INVALID_ARGUMENT', 'UNIMPLEMENTED'].map(
    (name) => grpc.status[name],
  ),
);

export class Gateway {
  #options;
  #Client;
  #recording;
  #position = 0;
  #devices = new Map();
  #window = 0;
  #client;
  #call;
  #welcomed = false;
  #node = 0;
  #wait = BACKOFF_MS.first;
  #openedAt = 0;
  #acknowledgedAt = Date.now();
  #firstAcknowledgedUntil;
  #connects = 0;
  #writable = true;
  #finish;
  #timers = new Set();

  // options: as on the command line, `nodes` a list, `patience` and `wait` in seconds; recording: as `read` returns it.
  constructor(options, recording) {
    this.#options = options;
    this.#recording = recording;
    // Event times and numbers stay below 2^53, so numbers hold them; absent fields stay absent.
    const definition = protoLoader.loadSync(options.proto, { longs: Number, enums: String, oneofs: true });
    this.#Client = grpc.loadPackageDefinition(definition).aisle.device.v1.DeviceGateway;
  }

  // Plays the recording; resolves with the statistics.
  run() {
    return new Promise((resolve, reject) => {
      this.#finish = (failure) => {
        this.#timers.forEach(clearTimeout);
        const call = this.#call;
        this.#call = undefined; // whose end is not heard any more
        call?.cancel();
        this.#client?.close();
        failure ? reject(failure) : resolve(this.statistics());
      };
      this.#later(TICK_MS, () => this.#tick());
      this.#connect();
    });
  }

  // A timer that does not outlive the gateway.
  #later(ms, task) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      task();
    }, ms);
    this.#timers.add(timer);
  }

  #connect() {
    const node = this.#options.nodes[this.#node++ % this.#options.nodes.length];
    const client = new this.#Client(node, grpc.credentials.createInsecure());
    const metadata = new grpc.Metadata();
    metadata.set('authorization', `Bearer ${this.#options.token}`);
    const call = client.Connect(metadata);
    this.#client = client;
    this.#call = call;
    this.#welcomed = false;
    this.#writable = true;
    this.#openedAt = Date.now();
    let lost = false;
    const lose = (status) => {
      if (lost || this.#call !== call) return;
      lost = true;
      client.close();
      this.#lose(node, status);
    };
    call.on('data', (message) => this.#call === call && this.#hear(message));
    call.on('drain', () => {
      this.#writable = true;
      this.#pump();
    });
    call.on('error', lose);
    call.on('end', () => lose({ code: grpc.status.UNAVAILABLE, details: 'the node ended the stream' }));
    // Hello: who speaks, for which store, and which count of records holds.
    const { store, gateway, boot } = this.#options;
    call.write({ hello: { store, gateway, boot, software: 'aisle-node-gateway 0.1.0', protocol: 1 } });
  }

  #lose(node, { code, details }) {
    this.#welcomed = false;
    this.#call = undefined;
    this.#trace({ lost: node, code: grpc.status[code], details });
    if (FINAL.has(code)) return this.#finish(new Error(`${node}: ${grpc.status[code]}, ${details}`));
    this.#later(this.#wait * (1 - Math.random() / 2), () => this.#connect());
    this.#wait = Math.min(2 * this.#wait, BACKOFF_MS.most);
  }

  #hear({ welcome, acknowledged, rewind, credit, instruction, refused }) {
    if (welcome) this.#welcome(welcome);
    if (acknowledged) this.#acknowledged(acknowledged);
    if (rewind) this.#ours(rewind)?.rewind(rewind.toSeq, Date.now());
    if (credit && this.#devices.has(credit.device)) this.#devices.get(credit.device).window = credit.window ?? 0;
    if (refused) this.#refused(refused);
    if (instruction) {
      // A real gateway opens the door here. The node says it again until it is confirmed.
      this.#trace({ instruction: instruction.id, device: instruction.device });
      this.#call.write({ confirmed: { device: instruction.device, instruction: instruction.id } });
    }
    this.#pump();
  }

  // The stream is accepted: go on from what was not taken.
  #welcome({ window = 0 }) {
    this.#welcomed = true;
    this.#connects++;
    this.#window = window;
    for (const device of this.#devices.values()) device.resume(window, Date.now());
  }

  #acknowledged(word) {
    const { device, nextSeq = 0, untilUs } = word;
    this.#wait = BACKOFF_MS.first;
    this.#trace({ acknowledged: device, nextSeq, untilUs });
    const spool = this.#ours(word);
    if (spool === undefined) return;
    const before = spool.stats.acknowledged;
    spool.acknowledged(nextSeq, untilUs, Date.now());
    if (spool.stats.acknowledged > before) {
      this.#acknowledgedAt = Date.now();
      this.#firstAcknowledgedUntil ??= { device, untilUs };
    }
  }

  #refused(refused) {
    this.#trace({ refused });
    if (refused.code === 'REFUSAL_CODE_UNKNOWN_DEVICE') {
      return this.#finish(new Error(`${refused.device}: ${refused.explanation}`));
    }
    this.#ours(refused)?.refused(refused.seq ?? 0, Date.now(), 1_000 * this.#options.patience);
  }

  // The spool that a word is about, if it is of this boot.
  #ours({ device, boot }) {
    return boot === this.#options.boot ? this.#devices.get(device) : undefined;
  }

  // Devices say what comes next in the recording, as long as there is room to keep it.
  #say() {
    let held = 0;
    for (const device of this.#devices.values()) held += device.held.length;
    for (; held < KEEP_RECORDS && this.#position < this.#recording.length; held++) {
      const { device, record } = this.#recording[this.#position++];
      if (!this.#devices.has(device)) {
        const fresh = new DeviceSpool(device, this.#options.boot);
        fresh.window = this.#window;
        this.#devices.set(device, fresh);
      }
      this.#devices.get(device).say(record);
    }
  }

  // Sends what may be sent, each device in its turn, as long as the transport takes it.
  #pump() {
    if (!this.#welcomed) return;
    this.#say();
    for (let sent = true; sent; ) {
      sent = false;
      for (const device of this.#devices.values()) {
        if (!this.#writable) return;
        const bundle = device.nextBundle(BUNDLE_RECORDS, Date.now());
        if (bundle === undefined) continue;
        this.#writable = this.#call.write({ bundle });
        sent = true;
      }
    }
  }

  #tick() {
    const now = Date.now();
    if (this.#call && !this.#welcomed && now - this.#openedAt > WELCOME_MS) {
      this.#call.cancel(); // its end is heard as an error
    }
    if (this.#welcomed) {
      for (const device of this.#devices.values()) device.impatient(now, 1_000 * this.#options.patience);
      this.#pump();
    }
    if (this.#isDone(now)) return this.#finish();
    this.#later(TICK_MS, () => this.#tick());
  }

  // All is taken, and all is acknowledged or nothing more was for a while.
  #isDone(now) {
    const devices = [...this.#devices.values()];
    if (this.#position < this.#recording.length || !devices.every((device) => device.everythingTaken)) return false;
    return devices.every((device) => device.held.length === 0) || now - this.#acknowledgedAt > 1_000 * this.#options.wait;
  }

  statistics() {
    const total = { devices: this.#devices.size, connects: this.#connects, held: 0 };
    for (const device of this.#devices.values()) {
      total.held += device.held.length;
      for (const [name, count] of Object.entries(device.stats)) total[name] = (total[name] ?? 0) + count;
    }
    return { ...total, firstAcknowledgedUntil: this.#firstAcknowledgedUntil };
  }

  #trace(line) {
    if (this.#options.trace) console.log(JSON.stringify(line));
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      proto: { type: 'string' },
      node: { type: 'string', multiple: true },
      token: { type: 'string' },
      store: { type: 'string' },
      recording: { type: 'string' },
      gateway: { type: 'string', default: 'gw-1' },
      boot: { type: 'string', default: '1' },
      patience: { type: 'string', default: '5' },
      wait: { type: 'string', default: '30' },
      trace: { type: 'boolean', default: false },
    },
  });
  const missing = ['proto', 'node', 'token', 'store', 'recording'].filter((name) => values[name] === undefined);
  if (missing.length > 0) throw new Error(`missing: ${missing.map((name) => `--${name}`).join(', ')}; see README.md`);
  const numbers = { boot: Number(values.boot), patience: Number(values.patience), wait: Number(values.wait) };
  const options = { ...values, ...numbers, nodes: values.node };
  console.log(JSON.stringify(await new Gateway(options, await read(values.recording)).run()));
}

if (process.argv[1] && import.meta.filename === realpathSync(process.argv[1])) {
  main().catch((failure) => {
    console.error(`gateway: ${failure.message}`);
    process.exitCode = 1;
  });
}

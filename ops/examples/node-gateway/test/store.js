// A node of a cluster in small, for tests: it takes records in order, asks for what is missing, and acknowledges only
// what it is told to.
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';

export const PROTO = new URL('../../../../protocols/src/main/proto/aisle/device/v1/device.proto', import.meta.url).pathname;
export const TOKEN = 'secret';
export const WINDOW = 48;

export class Store {
  taken = new Map(); // device → records, in order
  next = new Map();
  hellos = [];
  confirmed = [];
  violations = [];
  #server = new grpc.Server();

  // hear(store, call, bundle): what to do with a bundle; by default it is taken and acknowledged.
  constructor(hear = (store, call, bundle) => store.take(call, bundle, true)) {
    const definition = protoLoader.loadSync(PROTO, { longs: Number, enums: String, oneofs: true });
    const { service } = grpc.loadPackageDefinition(definition).aisle.device.v1.DeviceGateway;
    this.#server.addService(service, {
      Connect: (call) => {
        if (call.metadata.get('authorization')[0] !== `Bearer ${TOKEN}`) {
          call.emit('error', { code: grpc.status.UNAUTHENTICATED, details: 'no such token' });
          return;
        }
        call.on('error', () => {});
        call.on('end', () => call.end());
        call.on('data', ({ hello, bundle, confirmed }) => {
          if (hello) {
            this.hellos.push(hello);
            call.write({ welcome: { window: WINDOW } });
          }
          if (bundle) hear(this, call, bundle);
          if (confirmed) this.confirmed.push(confirmed);
        });
      },
    });
  }

  async start() {
    const port = await new Promise((resolve, reject) =>
      this.#server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (failure, bound) =>
        failure ? reject(failure) : resolve(bound),
      ),
    );
    return `127.0.0.1:${port}`;
  }

  stop() {
    this.#server.forceShutdown();
  }

  take(call, { device, boot = 0, previousTimeUs, records }, acknowledge) {
    if ((records[0].seq === undefined || records[0].seq === 0) !== (previousTimeUs === undefined)) {
      this.violations.push(`${device}: previous time of ${records[0].seq}`);
    }
    const log = this.taken.get(device) ?? this.taken.set(device, []).get(device);
    for (const record of records) {
      const seq = record.seq ?? 0;
      const next = this.next.get(device) ?? 0;
      const count = (record.weights?.stepUs?.length ?? 0) + 1;
      if (seq > next) {
        call.write({ rewind: { device, boot, toSeq: next } });
        return;
      }
      if (seq + count <= next) continue;
      log.push(record);
      this.next.set(device, seq + count);
    }
    const untilUs = acknowledge ? last(log.at(-1)) : undefined;
    call.write({ acknowledged: { device, boot, nextSeq: this.next.get(device), untilUs } });
  }
}

function last({ timeUs, weights }) {
  return (weights?.stepUs ?? []).reduce((a, b) => a + b, timeUs);
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import grpc from '@grpc/grpc-js';
import { Gateway } from '../gateway.js';
import { PROTO, Store, TOKEN } from './store.js';

// A thousand records of each of three devices; a shelf's are batches of three samples.
function recording() {
  const said = [];
  for (let i = 1; i <= 1_000; i++) {
    said.push({ device: 'cam-1', record: { timeUs: 10 * i, pose: { people: [] } } });
    said.push({ device: 'door-1', record: { timeUs: 10 * i, covered: {} } });
    said.push({ device: 'shelf-1-1', record: { timeUs: 10 * i, weights: { grams: [i, 1, 2], stepUs: [2, 3] } } });
  }
  return said;
}

function options(nodes, more = {}) {
  const speaker = { token: TOKEN, store: 'acme.north', gateway: 'gw-1', boot: 1 };
  return { proto: PROTO, nodes, ...speaker, patience: 0.2, wait: 1, ...more };
}

// Plays the recording to a store; returns what both say about it.
async function play(store, more) {
  const node = await store.start();
  try {
    return await new Gateway(options([node], more), recording()).run();
  } finally {
    store.stop();
  }
}

function seqs(store, device) {
  return store.taken.get(device).map((record) => record.seq ?? 0);
}

const EXPECTED = Array.from({ length: 1_000 }, (_, i) => i);

test('everything arrives once, in order, and is forgotten', async () => {
  const store = new Store();
  const statistics = await play(store);
  assert.deepEqual(
    [seqs(store, 'cam-1'), seqs(store, 'shelf-1-1'), statistics.acknowledged, statistics.held, store.violations],
    [EXPECTED, EXPECTED.map((i) => 3 * i), 3_000, 0, []],
  );
});

test('everything arrives though bundles are lost and streams break', async () => {
  let bundles = 0;
  const store = new Store((self, call, bundle) => {
    bundles++;
    if (bundles % 40 === 0) call.emit('error', { code: grpc.status.UNAVAILABLE, details: 'killed' });
    else if (bundles % 7 !== 0) self.take(call, bundle, bundles % 3 === 0);
  });
  const statistics = await play(store);
  assert.deepEqual(
    [seqs(store, 'cam-1'), seqs(store, 'door-1'), seqs(store, 'shelf-1-1'), statistics.connects > 2, store.violations],
    [EXPECTED, EXPECTED, EXPECTED.map((i) => 3 * i), true, []],
  );
});

test('what is taken but not acknowledged is kept', async () => {
  const store = new Store((self, call, bundle) => self.take(call, bundle, false));
  const { acknowledged, held } = await play(store);
  assert.deepEqual([acknowledged, held], [0, 3_000]);
});

test('no more is underway than the window allows', async () => {
  let underway = 0;
  const store = new Store((_, call, bundle) => {
    if (bundle.device === 'cam-1') underway += bundle.records.length;
    // Taken by nobody: the gateway has to stop by itself.
    if (bundle.device === 'shelf-1-1') setTimeout(() => call.emit('error', { code: grpc.status.NOT_FOUND }), 300);
  });
  await assert.rejects(play(store, { patience: 60 }));
  assert.equal(underway, 48);
});

test('gaps stand in the place of a batch that is refused', async () => {
  let refused = false;
  const store = new Store((self, call, bundle) => {
    if (bundle.device === 'shelf-1-1' && !refused) {
      refused = true;
      call.write({ refused: { device: 'shelf-1-1', boot: 1, seq: 3, code: 'REFUSAL_CODE_WRONG_SHAPE' } });
    } else {
      self.take(call, bundle, true);
    }
  });
  await play(store);
  const gap = (fromUs) => ({ fromUs, _fromUs: 'fromUs', reason: 'GAP_REASON_REFUSED' });
  assert.deepEqual(store.taken.get('shelf-1-1').slice(1, 4), [
    { seq: 3, timeUs: 20, gap: gap(15), content: 'gap' },
    { seq: 4, timeUs: 22, gap: gap(20), content: 'gap' },
    { seq: 5, timeUs: 25, gap: gap(22), content: 'gap' },
  ]);
});

test('a gap that is refused as well is sent again after a while only', async () => {
  let refused = 0;
  const store = new Store((self, call, { device, records }) => {
    if (device !== 'cam-1') return;
    refused++;
    call.write({ refused: { device, boot: 1, seq: records[0].seq ?? 0, code: 'REFUSAL_CODE_IMPOSSIBLE_TIME' } });
    setTimeout(() => call.emit('error', { code: grpc.status.NOT_FOUND }), 500);
  });
  await assert.rejects(play(store, { patience: 0.2 }));
  assert.ok(refused <= 5, `${refused} times`);
});

test('a later boot begins with a gap from wherever coverage stands', async () => {
  const store = new Store();
  await play(store, { boot: 2 });
  assert.deepEqual(store.taken.get('cam-1')[0], {
    seq: 0,
    timeUs: 9,
    gap: { reason: 'GAP_REASON_LOST' },
    content: 'gap',
  });
});

test('instructions are confirmed', async () => {
  const store = new Store((self, call, bundle) => {
    if (bundle.device === 'door-1') call.write({ instruction: { id: 'i-1', device: 'door-1', open: {} } });
    self.take(call, bundle, true);
  });
  await play(store);
  assert.deepEqual(store.confirmed[0], { device: 'door-1', instruction: 'i-1' });
});

test('a token that is not valid ends the gateway and says why', async () => {
  await assert.rejects(play(new Store(), { token: 'guessed' }), /UNAUTHENTICATED, no such token/);
});

test('the first message says who speaks', async () => {
  const store = new Store();
  await play(store);
  assert.deepEqual(store.hellos, [
    { store: 'acme.north', gateway: 'gw-1', boot: 1, software: 'aisle-node-gateway 0.1.0', protocol: 1 },
  ]);
});

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { read } from '../recording.js';

const SECOND = Date.parse('2020-04-22T05:06:34Z') * 1_000;
const BEGIN = SECOND + 900_000 - 1_000; // the first weights are the first record
const END = SECOND + 1_100_500 + 1_000_000;

let folder;
let said;

// One person, seen by cameras 7 and 8 and then by nobody; a gondola of two rows, and one that sends nothing.
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recording-'));
  const row = (gondola, shelf, ...plates) => ({
    plate_ids: plates.map((plate_index) => ({
      shelf_id: { gondola_id: { id: gondola }, shelf_index: shelf },
      plate_index,
    })),
  });
  await file('planogram.json', [row(1, 1, 1), row(1, 1, 2), row(1, 2, 1), row(9, 1, 1)]);
  const seen = (id) => ({ frame_source: { camera_id: { id } } });
  await file('full_targets.json', [
    {
      document: {
        header: { t_origin: '2020-04-22T05:06:35.000500Z' },
        targets: {
          targets: [
            {
              target_id: { id: '3325379692103139202' },
              detection_metadata: [seen(7), seen(8), seen(7)],
              head: { point: { x: 100, z: 10 }, score: 0.5 },
              neck: { point: {} },
            },
          ],
        },
      },
    },
    { document: { header: { t_origin: '2020-04-22T05:06:35.100500Z' }, targets: {} } },
  ]);
  // 2 samples × 3 shelves × 3 columns, each cell its index.
  const cells = Buffer.alloc(4 * 18);
  for (let i = 0; i < 18; i++) cells.writeFloatLE(i, 4 * i);
  await file('plate_data.json', [
    {
      document: {
        header: { t_origin: '2020-04-22T05:06:35Z' },
        plate_data: {
          plate_id: { shelf_id: { gondola_id: { id: 1 } } },
          freq_samp: 10,
          values: { data: cells.toString('base64'), shape: [2, 3, 3] },
        },
      },
    },
  ]);
  said = await read(folder);
});

after(() => rm(folder, { recursive: true }));

function file(name, documents) {
  return writeFile(join(folder, name), documents.map((document) => JSON.stringify(document)).join('\n') + '\n');
}

function of(device) {
  return said.filter((each) => each.device === device).map((each) => each.record);
}

test('devices are the cameras that saw somebody, the rows of the planogram, and a door', () => {
  assert.deepEqual([...new Set(said.map((each) => each.device))].sort(), [
    'cam-7',
    'cam-8',
    'door-1',
    'shelf-1-1',
    'shelf-1-2',
    'shelf-9-1',
  ]);
});

test('a camera sends a frame at every moment, in metres, with NaN for a joint that is not seen', () => {
  const joints = [100 * 0.0254, 0, 10 * 0.0254, 0.5, ...Array(28).fill(NaN)];
  assert.deepEqual(of('cam-8'), [
    { timeUs: BEGIN, begin: {} },
    { timeUs: SECOND + 1_000_500, pose: { people: [{ track: '3325379692103139202', joints }] } },
    { timeUs: SECOND + 1_100_500, pose: { people: [] } },
    { timeUs: END, end: {} },
  ]);
});

test('a row sends its own cells, from half a batch before the document on', () => {
  assert.deepEqual(of('shelf-1-1').slice(1, -1), [
    { timeUs: SECOND + 900_000, weights: { grams: [4, 5, 13, 14], stepUs: [100_000] } },
  ]);
});

test('a row of a gondola that sends nothing begins and ends', () => {
  assert.deepEqual(of('shelf-9-1'), [
    { timeUs: BEGIN, begin: {} },
    { timeUs: END, end: {} },
  ]);
});

test('the door names who is seen first, and covers five times a second', () => {
  const entry = { kind: 'KIND_ENTERED', track: '3325379692103139202', paymentToken: 'tok-3325379692103139202' };
  assert.deepEqual(of('door-1').slice(0, 4), [
    { timeUs: BEGIN, begin: {} },
    { timeUs: SECOND + 1_000_500, door: entry },
    { timeUs: BEGIN + 200_000, covered: {} },
    { timeUs: BEGIN + 400_000, covered: {} },
  ]);
});

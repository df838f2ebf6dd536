// Reads an AutoCheckout recording and says what each device of the store would have said.
//
// A recording is a folder of four files with one JSON document per line. The format is protobuf's JSON: what is zero
// or empty is simply absent. Lengths of people are in inches, event times in ISO 8601 with microseconds.
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const INCH = 0.0254;
const BEFORE_US = 1_000; // devices begin this long before the first record, …
const AFTER_US = 1_000_000; // … and end this long after the last
const TICK_US = 200_000; // a quiet door says so five times a second
const DISORDER_US = 2_000_000; // gondolas may be this far out of step with one another

// In the order of the protocol's `Joint`.
const JOINTS = ['head', 'neck', 'l_shoulder', 'r_shoulder', 'l_elbow', 'r_elbow', 'l_wrist', 'r_wrist'];

// Everything that happened, in the order of event time: { device, record }, where `record` is the protocol's, without
// its number.
export async function read(folder) {
  const rows = await planogram(folder);
  const moments = await people(folder);
  const batches = await weights(folder, rows);
  const times = [...moments, ...batches].map((each) => each.timeUs);
  if (times.length === 0) throw new Error(`${folder} holds no people and no weights`);
  const begin = times.reduce((a, b) => Math.min(a, b)) - BEFORE_US;
  const end = times.reduce((a, b) => Math.max(a, b)) + AFTER_US;

  const cameras = new Set(moments.flatMap((moment) => moment.people.flatMap((person) => [...person.cameras])));
  const said = [];
  const say = (device, record) => said.push({ device, record });
  const devices = [...[...cameras].map((id) => `cam-${id}`), ...rows.map((row) => row.device), 'door-1'];
  for (const device of devices) {
    say(device, { timeUs: begin, begin: {} });
    say(device, { timeUs: end, end: {} });
  }
  // A camera speaks at every moment, also of nobody: it covers the time.
  for (const { timeUs, people } of moments) {
    for (const id of cameras) {
      const seen = people.filter((person) => person.cameras.has(id)).map(({ track, joints }) => ({ track, joints }));
      say(`cam-${id}`, { timeUs, pose: { people: seen } });
    }
  }
  for (const batch of batches) {
    for (const row of rows.filter((each) => each.gondola === batch.gondola && each.shelf < batch.shelves)) {
      say(row.device, { timeUs: batch.timeUs, weights: { grams: share(batch, row), stepUs: batch.stepUs } });
    }
  }
  for (const record of door(moments, begin, end)) say('door-1', record);
  return said.sort((a, b) => a.record.timeUs - b.record.timeUs);
}

// The rows of the planogram: each is one device, with as many plates as the highest number named.
async function planogram(folder) {
  const rows = new Map();
  for await (const facing of lines(folder, 'planogram.json')) {
    for (const plate of facing.plate_ids ?? []) {
      const gondola = plate.shelf_id.gondola_id.id ?? 0;
      const shelf = plate.shelf_id.shelf_index ?? 0;
      const device = `shelf-${gondola}-${shelf}`;
      const plates = Math.max(plate.plate_index ?? 0, rows.get(device)?.plates ?? 0);
      rows.set(device, { device, gondola, shelf, plates });
    }
  }
  return [...rows.values()];
}

// Who was where, moment by moment. The fused people are one stream for all cameras; each person names those that see it.
async function people(folder) {
  const moments = [];
  for await (const { document } of lines(folder, 'full_targets.json')) {
    const timeUs = micros(document.header.t_origin);
    if (timeUs <= (moments.at(-1)?.timeUs ?? 0)) continue; // event time must rise
    const people = new Map();
    for (const target of document.targets?.targets ?? []) {
      const track = String(target.target_id.id); // beyond 2^53: a string
      const cameras = new Set((target.detection_metadata ?? []).map((seen) => seen.frame_source.camera_id.id ?? 0));
      if (cameras.size > 0 && !people.has(track)) people.set(track, { track, cameras, joints: joints(target) });
    }
    moments.push({ timeUs, people: [...people.values()] });
  }
  return moments;
}

// Four floats for each joint: x, y, z in metres, score. One that was not seen has a point without coordinates.
function joints(target) {
  return JOINTS.flatMap((name) => {
    const { point = {}, score = 0 } = target[name] ?? {};
    const seen = 'x' in point || 'y' in point || 'z' in point;
    return seen ? [...['x', 'y', 'z'].map((axis) => (point[axis] ?? 0) * INCH), score] : [NaN, NaN, NaN, NaN];
  });
}

// Batches of all cells of a gondola: samples × shelves × columns, where shelf 0 and column 0 mean nothing.
async function weights(folder, rows) {
  const batches = [];
  const last = new Map(); // by gondola: the last sample's time
  let newest = 0;
  for await (const { document } of lines(folder, 'plate_data.json')) {
    const { plate_id, values, freq_samp } = document.plate_data;
    const gondola = plate_id.shelf_id.gondola_id.id ?? 0;
    if (!rows.some((row) => row.gondola === gondola)) continue;
    const [samples, shelves, columns] = values.shape;
    const stepUs = Array.from({ length: samples - 1 }, (_, i) => step(i, freq_samp));
    const half = Math.round((samples * 1e6) / freq_samp / 2); // a batch spans the time around its document's
    let timeUs = micros(document.header.t_origin) - half;
    const before = last.get(gondola) ?? 0;
    if (timeUs <= before) {
      if (before - timeUs > half) continue;
      timeUs = before + step(1, freq_samp); // behind the last one, for event time must rise
    }
    if (timeUs <= newest - DISORDER_US) continue;
    last.set(gondola, stepUs.reduce((a, b) => a + b, timeUs));
    newest = Math.max(newest, timeUs);
    batches.push({ timeUs, gondola, samples, shelves, columns, stepUs, cells: Buffer.from(values.data, 'base64') });
  }
  return batches;
}

// At 60 Hz 16,667 and 16,666 µs in turn.
function step(number, frequency) {
  return number % 2 === 0 ? Math.ceil(1e6 / frequency) : Math.floor(1e6 / frequency);
}

// One row's floats of a batch: all plates of the first sample, then all of the second …
function share({ samples, shelves, columns, cells }, { shelf, plates }) {
  const grams = [];
  for (let sample = 0; sample < samples; sample++) {
    for (let plate = 1; plate <= plates; plate++) {
      grams.push(cells.readFloatLE(4 * ((sample * shelves + shelf) * columns + plate)));
    }
  }
  return grams;
}

// Who is seen first came in just then, and paid with a token made up from the track.
function door(moments, begin, end) {
  const records = [];
  const entered = new Set();
  let last = begin;
  for (const { timeUs, people } of moments) {
    for (const { track } of people.filter((person) => !entered.has(person.track))) {
      entered.add(track);
      last = Math.max(timeUs, last + 1); // times of one device rise strictly
      records.push({ timeUs: last, door: { kind: 'KIND_ENTERED', track, paymentToken: `tok-${track}` } });
    }
  }
  const taken = new Set(records.map((record) => record.timeUs));
  for (let timeUs = begin + TICK_US; timeUs < end; timeUs += TICK_US) {
    if (!taken.has(timeUs)) records.push({ timeUs, covered: {} });
  }
  return records;
}

// Microseconds since 1970: below 2^53, so a number holds them.
function micros(iso) {
  const [, second, fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(iso);
  return Date.parse(`${second}Z`) * 1_000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}

async function* lines(folder, file) {
  for await (const line of createInterface({ input: createReadStream(join(folder, file)), crlfDelay: Infinity })) {
    if (line.trim() !== '') yield JSON.parse(line);
  }
}

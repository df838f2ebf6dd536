'use strict';

// The page of a node: who is in a store, what each holds, and the receipts as they come.
// It asks for nothing but this node's own API, with a token that never leaves the browser otherwise.

const $ = (id) => document.getElementById(id);
const SVG = 'http://www.w3.org/2000/svg';
const MOST_RECEIPTS = 50;
const state = { token: '', store: '', numbers: new Map(), baskets: new Map(), receipts: new Map(), people: new Map(), map: null, abort: null, live: null };

function remembered() {
  const fragment = new URLSearchParams(location.hash.slice(1));
  if (fragment.has('token')) {
    sessionStorage.setItem('token', fragment.get('token'));
    fragment.delete('token');
    history.replaceState(null, '', fragment.size ? '#' + fragment : location.pathname);
  }
  state.token = sessionStorage.getItem('token') || '';
  state.store = fragment.get('store') || '';
}

async function ask(path, options = {}) {
  const response = await fetch(path, { ...options, headers: { Authorization: 'Bearer ' + state.token } });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({ problem: response.statusText, remedy: '' }));
    throw Object.assign(new Error([problem.problem, problem.remedy].filter(Boolean).join(': ')), { status: response.status });
  }
  return response;
}

const json = async (path) => (await ask(path)).json();

async function all(path) {
  const items = [];
  for (let next = '', more = true; more;) {
    const page = await json(path + (next ? (path.includes('?') ? '&' : '?') + 'after=' + encodeURIComponent(next) : ''));
    items.push(...page.items);
    next = page.next || '';
    more = Boolean(next);
  }
  return items;
}

function notice(text) {
  $('notice').textContent = text;
  $('notice').hidden = !text;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function drawn(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function money(amount) {
  const digits = new Intl.NumberFormat(undefined, { style: 'currency', currency: amount.currency }).resolvedOptions().maximumFractionDigits;
  return new Intl.NumberFormat(undefined, { style: 'currency', currency: amount.currency }).format(amount.minor / 10 ** digits);
}

const clock = (micros) => new Date(micros / 1000).toLocaleTimeString();

/// Shoppers are called 1, 2, 3 … in the order in which this page met them.
function number(track) {
  if (!state.numbers.has(track)) state.numbers.set(track, state.numbers.size + 1);
  return state.numbers.get(track);
}

// The floor.

function drawMap(blueprint) {
  const map = $('map');
  map.replaceChildren();
  state.people.clear();
  const boxes = blueprint.rows.flatMap((row) => row.plates.map((plate) => ({ row, box: plate.box })));
  const points = [
    ...boxes.flatMap(({ box }) => [box.low, box.high]),
    ...blueprint.doors.map((door) => door.position),
    ...blueprint.terminals.map((till) => till.position),
    ...blueprint.cameras.map((camera) => camera.position).filter(Boolean),
  ];
  const xs = points.map((point) => point.x), ys = points.map((point) => point.y);
  const margin = 0.7;
  const box = { x: Math.min(...xs) - margin, y: Math.min(...ys) - margin, w: Math.max(...xs) - Math.min(...xs) + 2 * margin, h: Math.max(...ys) - Math.min(...ys) + 2 * margin };
  // y points up on the floor and down on a screen.
  state.map = { flip: (y) => 2 * box.y + box.h - y };
  map.setAttribute('viewBox', [box.x, box.y, box.w, box.h].join(' '));
  for (const camera of blueprint.cameras) {
    if (camera.position) map.append(drawn('circle', { class: 'camera', cx: camera.position.x, cy: state.map.flip(camera.position.y), r: 0.055 }));
  }
  const gondolas = new Map();
  for (const { row, box: plate } of boxes) {
    const known = gondolas.get(row.gondola) || { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
    gondolas.set(row.gondola, { x0: Math.min(known.x0, plate.low.x), y0: Math.min(known.y0, plate.low.y), x1: Math.max(known.x1, plate.high.x), y1: Math.max(known.y1, plate.high.y) });
  }
  for (const [name, at] of gondolas) {
    map.append(drawn('rect', { class: 'shelf', x: at.x0, y: state.map.flip(at.y1), width: Math.max(0.1, at.x1 - at.x0), height: Math.max(0.1, at.y1 - at.y0), rx: 0.05 }));
    const label = drawn('text', { class: 'gondola', x: (at.x0 + at.x1) / 2, y: state.map.flip((at.y0 + at.y1) / 2) + 0.07 });
    label.textContent = name;
    map.append(label);
  }
  for (const door of blueprint.doors) map.append(drawn('rect', { class: 'door', x: door.position.x - 0.4, y: state.map.flip(door.position.y) - 0.07, width: 0.8, height: 0.14, rx: 0.05 }));
  for (const till of blueprint.terminals) map.append(drawn('rect', { class: 'till', x: till.position.x - 0.14, y: state.map.flip(till.position.y) - 0.14, width: 0.28, height: 0.28, rx: 0.05 }));
}

function drawPeople(live) {
  if (!state.map) return;
  const bound = new Set(live.visits.filter((visit) => visit.payerBound).map((visit) => visit.track));
  const seen = new Set();
  for (const person of live.people) {
    if (live.frontier - person.at > 3e6) continue;
    seen.add(person.track);
    let group = state.people.get(person.track);
    if (!group) {
      group = drawn('g', { class: 'person' });
      const label = drawn('text', {});
      label.textContent = number(person.track);
      group.append(drawn('g', { class: 'hands' }), drawn('circle', { class: 'body', r: 0.18 }), label);
      state.people.set(person.track, group);
      $('map').append(group);
    }
    const x = person.position.x, y = state.map.flip(person.position.y);
    group.style.transform = `translate(${x}px, ${y}px)`;
    group.classList.toggle('paying', bound.has(person.track));
    group.firstChild.replaceChildren(...person.hands.map((hand) => drawn('circle', { class: 'hand', cx: hand.x - x, cy: state.map.flip(hand.y) - y, r: 0.07 })));
  }
  for (const [track, group] of state.people) {
    if (!seen.has(track)) {
      group.remove();
      state.people.delete(track);
    }
  }
}

// Baskets and receipts.

function lines(of) {
  const list = element('ul', 'lines');
  for (const line of of) {
    const row = element('li');
    row.append(element('span', 'n', line.quantity + ' ×'), element('span', 'name', line.name), element('span', 'price', money({ currency: line.price.currency, minor: line.price.minor * line.quantity })));
    list.append(row);
  }
  return list;
}

function card(track, since, tag, total, of) {
  const made = element('li');
  const head = element('div', 'head');
  head.append(element('span', 'who', number(track)), element('span', 'since', since));
  if (tag) head.append(element('span', 'tag ' + tag.kind, tag.text));
  head.append(element('span', 'sum', money(total)));
  made.append(head, of.length ? lines(of) : element('p', 'none', 'empty'));
  return made;
}

function drawBaskets(live) {
  const cards = [];
  for (const visit of live.visits) {
    const known = state.baskets.get(visit.visit);
    const key = [visit.changes, visit.left, visit.payerBound].join();
    if (known && known.key === key) {
      cards.push(known.card);
      continue;
    }
    const tag = visit.left ? { kind: 'open', text: 'left, settling' } : visit.payerBound ? { kind: '', text: 'card bound' } : null;
    const made = card(visit.track, 'since ' + clock(visit.entered), tag, visit.total, visit.lines);
    made.dataset.visit = visit.visit;
    if (known) made.classList.add('fresh');
    state.baskets.set(visit.visit, { key, card: made });
    cards.push(made);
  }
  const there = new Set(live.visits.map((visit) => visit.visit));
  for (const visit of state.baskets.keys()) if (!there.has(visit)) state.baskets.delete(visit);
  const list = $('baskets');
  if (cards.length !== list.children.length || cards.some((made, at) => list.children[at] !== made)) list.replaceChildren(...cards);
  $('basket-count').textContent = cards.length ? String(cards.length) : '';
  $('no-baskets').hidden = cards.length > 0;
}

const STAGES = { PAID: ['', 'paid'], SETTLED: ['open', 'being paid'], NOTHING_OWED: ['', 'nothing owed'], WRITTEN_OFF: ['bad', 'not paid'] };

function addReceipt(kept, fresh) {
  const { receipt, stage } = kept;
  state.receipts.delete(receipt.visit);
  state.receipts.set(receipt.visit, kept);
  const [kind, text] = STAGES[stage] || ['open', stage.toLowerCase()];
  const made = card(receipt.track, 'left ' + clock(receipt.left), { kind, text }, receipt.total, receipt.lines);
  made.dataset.visit = receipt.visit;
  if (receipt.missing.length) made.querySelector('.head').append(element('span', 'tag open', 'evidence missing'));
  if (fresh) made.classList.add('fresh');
  const list = $('receipts');
  for (const old of list.children) if (old.dataset.visit === receipt.visit) { old.remove(); break; }
  list.prepend(made);
  while (list.children.length > MOST_RECEIPTS) list.lastChild.remove();
  $('receipt-count').textContent = String(state.receipts.size);
  $('no-receipts').hidden = true;
}

function show(live) {
  state.live = live;
  $('inside').textContent = String(live.people.filter((person) => live.frontier - person.at <= 3e6).length);
  const running = live.frontier > 0 && live.frontier < 4e15;
  $('clock').textContent = running ? clock(live.frontier) : '–';
  const behind = (Date.now() * 1000 - live.frontier) / 1e6;
  $('lag').textContent = running && behind < 3600 ? behind.toFixed(1) + ' s' : '–';
  drawPeople(live);
  drawBaskets(live);
}

// What comes from the node.

async function watch(store) {
  if (state.abort) state.abort.abort();
  const abort = (state.abort = new AbortController());
  for (const old of [state.baskets, state.receipts, state.numbers]) old.clear();
  $('receipts').replaceChildren();
  $('baskets').replaceChildren();
  const path = '/v1/stores/' + encodeURIComponent(store);
  drawMap((await json(path + '/blueprint')).blueprint);
  const day = new Date().toISOString().slice(0, 10);
  const earlier = await all(path + '/receipts?day=' + day);
  earlier.sort((one, other) => one.receipt.left - other.receipt.left).forEach((kept) => addReceipt(kept, false));
  for (let wait = 500; !abort.signal.aborted; wait = Math.min(wait * 2, 8000)) {
    try {
      const response = await ask(path + '/events', { signal: abort.signal });
      wait = 500;
      await listen(response.body);
    } catch (lost) {
      if (abort.signal.aborted) return;
      if (lost.status === 401 || lost.status === 403) return forget(lost.message);
    }
    notice('The node does not answer. Trying again …');
    await new Promise((done) => setTimeout(done, wait));
  }
}

async function listen(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ''; ;) {
    const { value, done } = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop();
    for (const text of events) {
      const name = /^event: (.*)$/m.exec(text), data = /^data: (.*)$/m.exec(text);
      if (name && data) heard(name[1], JSON.parse(data[1]));
    }
  }
}

function heard(name, data) {
  if (name === 'live') {
    notice('');
    show(data);
  } else if (name === 'receipt') {
    addReceipt(data, true);
  } else if (name === 'unavailable') {
    notice(data.problem + '. Trying again …');
  }
}

async function nodes() {
  try {
    const cluster = await json('/v1/cluster');
    const up = cluster.nodes.filter((node) => node.status === 'up').length;
    $('nodes').textContent = up === cluster.nodes.length ? String(up) : up + ' of ' + cluster.nodes.length;
  } catch (unknown) {
    $('nodes').textContent = '–';
  }
}

function forget(why) {
  sessionStorage.removeItem('token');
  $('shop').hidden = true;
  $('key').hidden = false;
  notice(why || '');
}

async function open() {
  let stores;
  try {
    stores = await all('/v1/stores');
  } catch (refused) {
    return forget(state.token ? refused.message : '');
  }
  $('key').hidden = true;
  stores.sort();
  $('stores').replaceChildren(...stores.map((store) => new Option(store, store)));
  if (!stores.length) {
    notice('No store has a blueprint yet.');
    setTimeout(open, 3000);
    return;
  }
  const store = stores.includes(state.store) ? state.store : stores[0];
  $('stores').value = store;
  $('shop').hidden = false;
  notice('');
  nodes();
  await watch(store).catch((failed) => notice(failed.message));
}

$('stores').addEventListener('change', (event) => {
  location.hash = 'store=' + event.target.value;
  state.store = event.target.value;
  watch(state.store).catch((failed) => notice(failed.message));
});
$('key').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem('token', $('token').value.trim());
  state.token = $('token').value.trim();
  open();
});
setInterval(nodes, 5000);
setInterval(() => { if (state.live) show(state.live); }, 1000);
remembered();
open();

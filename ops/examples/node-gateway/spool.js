// One device's records from the moment they are said until they are acknowledged. No gRPC and no clock in here.
//
// Numbers: `taken` ≤ `held[cursor].seq` ≤ `next`. What lies from `taken` up to the cursor was sent and counts against
// the window.
export class DeviceSpool {
  held = []; // { seq, count, lastUs, record }, in order
  cursor = 0; // index in `held` of the record to send next
  next = 0; // number of the record said next
  taken = 0; // all records below are taken
  window = 0; // how many may be sent and not yet taken
  forgottenUs; // event time of the last record forgotten
  everSent = 0; // above every number that was ever sent
  progressAt = 0;
  pausedUntil = 0; // nothing is sent before
  stats = { records: 0, sent: 0, resent: 0, acknowledged: 0, rewinds: 0, refused: 0 };

  constructor(id, boot) {
    this.id = id;
    this.boot = boot;
  }

  // Numbers a record and keeps it.
  say(record) {
    if (this.next === 0 && this.boot > 1) {
      // The count was lost: whatever the last boot did not deliver will never come.
      this.#keep({ timeUs: record.timeUs - 1, gap: { reason: 'GAP_REASON_LOST' } });
    }
    this.#keep(record);
    this.stats.records++;
  }

  #keep(record) {
    this.held.push(kept(this.next, record));
    this.next += this.held.at(-1).count;
  }

  get oldest() {
    return this.held[0]?.seq ?? this.next;
  }

  get everythingTaken() {
    return this.taken >= this.next;
  }

  // A new stream: what was not taken is sent again. Where all was, the last record is said once more, so that the node
  // learns where this device's acknowledgements go.
  resume(window, now) {
    this.window = window;
    this.#again(now);
  }

  // The same, when nothing was taken for long.
  impatient(now, patience) {
    if (this.held.length > 0 && now - this.progressAt >= patience) this.#again(now);
  }

  #again(now) {
    if (this.held.length > 0) this.#goTo(Math.min(this.taken, this.held.at(-1).seq));
    this.#goOn(now);
  }

  #goOn(now) {
    this.progressAt = now;
    this.pausedUntil = 0;
  }

  #goTo(seq) {
    const index = this.held.findIndex((each) => each.seq + each.count > seq);
    this.cursor = index < 0 ? this.held.length : index;
    this.taken = this.held[this.cursor]?.seq ?? this.next;
  }

  // The next `Bundle` that may be sent, or nothing.
  nextBundle(limit, now) {
    if (now < this.pausedUntil) return undefined;
    const idle = this.#sentTo() <= this.taken;
    const records = [];
    const start = this.cursor;
    while (this.cursor < this.held.length && records.length < limit) {
      const { seq, count, record } = this.held[this.cursor];
      const alone = idle && records.length === 0 && this.window > 0; // a batch larger than the window
      if (seq + count - this.taken > this.window && !alone) break;
      records.push(record);
      this.stats[seq < this.everSent ? 'resent' : 'sent']++;
      this.everSent = Math.max(this.everSent, seq + count);
      this.cursor++;
    }
    if (records.length === 0) return undefined;
    if (idle) this.progressAt = now;
    const previousTimeUs = this.held[start - 1]?.lastUs ?? this.forgottenUs;
    return { device: this.id, boot: this.boot, oldestHeldSeq: this.oldest, previousTimeUs, records };
  }

  #sentTo() {
    return this.held[this.cursor]?.seq ?? this.next;
  }

  // `nextSeq`: taken below. `untilUs`: may be forgotten up to here; absent where nothing may.
  acknowledged(nextSeq, untilUs, now) {
    const taken = Math.max(this.oldest, Math.min(nextSeq, this.#sentTo()));
    if (taken > this.taken) this.#goOn(now);
    this.taken = taken;
    while (untilUs !== undefined && this.held[0]?.lastUs <= untilUs && this.held[0].seq < this.everSent) {
      this.forgottenUs = this.held.shift().lastUs;
      this.cursor = Math.max(0, this.cursor - 1);
      this.stats.acknowledged++;
    }
    this.taken = Math.max(this.taken, this.oldest);
  }

  // Goes on from the record that the node wants; absent: from the oldest held.
  rewind(toSeq, now) {
    this.stats.rewinds++;
    this.#goTo(Math.max(this.oldest, toSeq ?? this.oldest));
    this.#goOn(now);
  }

  // A record will never be taken: a gap stands in its place, for each of its numbers. Where one stands there already,
  // it is sent again after `patience`.
  refused(seq, now, patience) {
    this.stats.refused++;
    const index = this.held.findIndex((each) => each.seq <= seq && seq < each.seq + each.count);
    if (index < 0) return;
    const { record, seq: first, count } = this.held[index];
    if (record.gap?.reason === 'GAP_REASON_REFUSED') {
      this.#goTo(Math.min(this.taken, first));
      this.progressAt = now;
      this.pausedUntil = now + patience;
      return;
    }
    let fromUs = this.held[index - 1]?.lastUs ?? this.forgottenUs;
    let timeUs = record.timeUs;
    const gaps = [];
    for (let i = 0; i < count; i++) {
      if (i > 0) timeUs += record.weights.stepUs[i - 1];
      gaps.push(kept(first + i, { timeUs, gap: { fromUs, reason: 'GAP_REASON_REFUSED' } }));
      fromUs = timeUs;
    }
    this.held.splice(index, 1, ...gaps);
    this.#goTo(Math.min(this.taken, first));
    this.progressAt = now;
  }
}

function kept(seq, record) {
  const steps = record.weights?.stepUs ?? [];
  const lastUs = steps.reduce((a, b) => a + b, record.timeUs);
  return { seq, count: steps.length + 1, lastUs, record: { seq, ...record } };
}

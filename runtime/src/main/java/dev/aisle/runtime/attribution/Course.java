package dev.aisle.runtime.attribution;

import static java.util.stream.Collectors.partitioningBy;

import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.AttributorEvent.Adopted;
import dev.aisle.protocols.attribution.AttributorEvent.Advanced;
import dev.aisle.protocols.attribution.AttributorEvent.DecidedWithout;
import dev.aisle.protocols.attribution.AttributorEvent.Happening;
import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.attribution.Decision;
import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.runtime.attribution.Attribution.Awaited;
import dev.aisle.runtime.attribution.Attribution.Ordered;
import dev.aisle.runtime.kernel.Gaps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A working copy of an [Attribution] while a step is made, or an event replayed: one place says
/// what each happening does.
final class Course {

    /// Marks, awaited payers and late decisions are remembered this long behind what is still
    /// needed.
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private long epoch;
    private EventTime handledTo;
    private EventTime neededFrom;
    private final List<Adopted> blueprints;
    final TreeMap<TrackId, Track> tracks;
    final TreeMap<TrackId, Awaited> awaited;
    final TreeMap<VisitId, Visit> visits;
    private final TreeMap<DeviceId, SortedMap<Integer, List<ProductCode>>> elsewhere;
    private final List<Missing> missing;
    private final List<DecidedWithout> without;
    private final TreeMap<DeviceId, EventTime> lastWords;
    private final TreeSet<DeviceId> resting;
    private final TreeSet<InteractionId> late;
    private final TreeMap<String, Ordered> instructions;
    private long decisions;

    Course(Attribution from) {
        epoch = from.epoch();
        handledTo = from.handledTo();
        neededFrom = from.neededFrom();
        blueprints = new ArrayList<>(from.blueprints());
        tracks = new TreeMap<>(from.tracks());
        awaited = new TreeMap<>(from.awaited());
        visits = new TreeMap<>(from.visits());
        elsewhere = new TreeMap<>(from.elsewhere());
        missing = new ArrayList<>(from.missing());
        without = new ArrayList<>(from.without());
        lastWords = new TreeMap<>(from.lastWords());
        resting = new TreeSet<>(from.resting());
        late = new TreeSet<>(from.late());
        instructions = new TreeMap<>(from.instructions());
        decisions = from.decisions();
    }

    Attribution reached() {
        return new Attribution(
                epoch,
                handledTo,
                neededFrom,
                blueprints,
                tracks,
                awaited,
                visits,
                elsewhere,
                missing,
                without,
                lastWords,
                resting,
                late,
                instructions,
                decisions);
    }

    void apply(AttributorEvent event) {
        switch (event) {
            case AttributorEvent.Started(var started) -> epoch = Math.max(epoch, started);
            case Adopted adopted -> adopt(adopted);
            case Advanced step -> advance(step);
            case DecidedWithout given -> {
                if (!without.contains(given)) {
                    without.add(given);
                }
            }
            case AttributorEvent.Settled(var settled) -> settle(settled);
            case AttributorEvent.Instructed(var done) -> instructions.keySet().removeAll(done);
        }
    }

    private void settle(List<VisitId> settled) {
        settled.forEach(visits::remove);
        instructions
                .values()
                .removeIf(ordered -> ordered.visit().filter(settled::contains).isPresent());
    }

    private void adopt(Adopted adopted) {
        if (blueprints.stream().allMatch(each -> each.version() < adopted.version())) {
            blueprints.add(adopted);
        }
    }

    private void advance(Advanced step) {
        var before = handledTo;
        step.happenings().forEach(happening -> happen(happening, before));
        step.lastSeen().forEach(this::seen);
        step.missing().forEach(this::lack);
        step.begun().forEach(this::begin);
        step.ended().forEach(this::end);
        handledTo = EventTime.max(handledTo, step.handledTo());
        neededFrom = EventTime.max(neededFrom, step.neededFrom());
        merge();
        forget();
    }

    /// Gaps that begin where all is handled are made one for good: whoever looks at gaps from now
    /// on looks beyond all of them, so it sees the same whenever that is done.
    ///
    /// What is left is bounded by the rate of records: for each device, gaps of [#MEMORY] that are
    /// apart from each other, of which there is one for every other record at most, and those of
    /// the look-ahead.
    private void merge() {
        if (missing.isEmpty()) {
            return;
        }
        var parts =
                missing.stream()
                        .collect(partitioningBy(each -> each.gap().from().isAfter(handledTo)));
        missing.clear();
        missing.addAll(Gaps.merged(parts.getOrDefault(false, List.of())));
        missing.addAll(parts.getOrDefault(true, List.of()));
    }

    /// Whatever lies before is of no more use to anybody.
    private void forget() {
        var oldest = neededFrom.minus(MEMORY);
        missing.removeIf(each -> each.gap().to().isBefore(oldest));
        awaited.values().removeIf(each -> each.at().isBefore(oldest));
        without.removeIf(each -> each.to().isBefore(oldest));
        instructions.values().removeIf(each -> each.at().isBefore(oldest));
        if (without.isEmpty()) {
            late.clear();
        }
        while (blueprints.size() > 1 && !blueprints.get(1).from().isAfter(oldest)) {
            blueprints.removeFirst();
        }
    }

    /// An older incarnation may have written the same, or an earlier word, later.
    private void end(DeviceId device, EventTime lastWord) {
        var known = lastWords.get(device);
        if (known == null || lastWord.isAfter(known)) {
            lastWords.put(device, lastWord);
            resting.add(device);
        }
    }

    private void begin(DeviceId device, EventTime after) {
        if (after.equals(lastWords.get(device))) {
            resting.remove(device);
        }
    }

    void seen(TrackId track, EventTime at) {
        tracks.computeIfPresent(track, (_, known) -> known.seen(at));
    }

    void lack(Missing gap) {
        if (!lacks(gap)) {
            missing.add(gap);
        }
    }

    boolean lacks(Missing gap) {
        return Gaps.cover(missing, gap);
    }

    /// Gaps that begin before a time for which the frontier has passed. All of them are known then,
    /// though some may still grow, so what is seen does not depend on the steps.
    List<Missing> missingBefore(EventTime end) {
        return Gaps.merged(
                missing.stream().filter(each -> each.gap().from().isBefore(end)).toList());
    }

    /// Applies a happening, unless it lies before what was handled when its step began: then it has
    /// happened already, in the step of another incarnation.
    void happen(Happening happening, EventTime before) {
        if (!at(happening).isAfter(before)) {
            return;
        }
        switch (happening) {
            case AttributorEvent.VisitOpened opened -> open(opened);
            case AttributorEvent.PayerAwaited(var track, var payer, var at) ->
                    awaited.put(track, new Awaited(Optional.of(payer), at));
            case AttributorEvent.StaffAwaited(var track, var at) ->
                    awaited.put(track, new Awaited(Optional.empty(), at));
            case AttributorEvent.PayerBound bound -> bind(bound);
            case AttributorEvent.StaffBound(var visit, var at) -> {
                visit(visit, known -> known.with(new Change.StaffBound(at)));
                forgetAwaited(visit);
            }
            case AttributorEvent.Joined joined -> join(joined);
            case AttributorEvent.Parted(_, var track, _, var ending) -> part(track, ending);
            case AttributorEvent.DoorOpened(var device, _, var at) ->
                    instruct(new Ordered(device, at, Optional.empty(), Optional.empty()));
            case AttributorEvent.TapRefused(var device, _, var at, var reason) ->
                    instruct(new Ordered(device, at, Optional.of(reason), Optional.empty()));
            case AttributorEvent.Decided decided -> decide(decided);
            case AttributorEvent.VisitMarked(var visit, var at, var gaps) ->
                    visit(visit, known -> known.with(new Change.Marked(at, gaps)));
            case AttributorEvent.VisitEnded(var visit, var track, var at, var ending) ->
                    end(visit, track, new Visit.Ended(at, ending));
            case AttributorEvent.VisitCompleted(var visit) -> visit(visit, Course::completed);
        }
    }

    /// When it happened; `END` for what counts once for another reason.
    private EventTime at(Happening happening) {
        return switch (happening) {
            case AttributorEvent.VisitOpened opened -> opened.at();
            case AttributorEvent.PayerAwaited waited -> waited.at();
            case AttributorEvent.PayerBound bound -> bound.at();
            case AttributorEvent.TapRefused refused -> refused.at();
            case AttributorEvent.StaffAwaited waited -> waited.at();
            case AttributorEvent.StaffBound bound -> bound.at();
            case AttributorEvent.Joined joined -> joined.at();
            case AttributorEvent.Parted parted -> parted.at();
            case AttributorEvent.DoorOpened opened -> opened.at();
            case AttributorEvent.VisitMarked marked -> marked.at();
            case AttributorEvent.VisitEnded ended -> ended.at();
            case AttributorEvent.VisitCompleted _ -> EventTime.END;
            case AttributorEvent.Decided(var decision, _)
                    when decision.outcome() == Decision.Outcome.LATE ->
                    late.contains(decision.evidence().interaction().id())
                            ? EventTime.BEGINNING
                            : EventTime.END;
            case AttributorEvent.Decided(var decision, _) ->
                    decision.evidence().interaction().settled();
        };
    }

    private void open(AttributorEvent.VisitOpened opened) {
        tracks.put(opened.track(), new Track(opened.visit(), opened.at(), false));
        visits.put(
                opened.visit(),
                Visit.opened(
                        new Change.Opened(
                                opened.at(), opened.track(), opened.currency(), opened.taxMode())));
    }

    private void bind(AttributorEvent.PayerBound bound) {
        visit(bound.visit(), known -> known.with(new Change.PayerBound(bound.at(), bound.payer())));
        forgetAwaited(bound.visit());
        bound.terminal()
                .ifPresent(device ->
                        instruct(
                                new Ordered(
                                        device,
                                        bound.at(),
                                        Optional.empty(),
                                        Optional.of(bound.visit()))));
    }

    private void forgetAwaited(VisitId visit) {
        Optional.ofNullable(visits.get(visit)).map(Visit::track).ifPresent(awaited::remove);
    }

    private void join(AttributorEvent.Joined joined) {
        var track = joined.track();
        var seen = Optional.ofNullable(tracks.get(track)).map(Track::lastSeen).orElse(joined.at());
        tracks.put(track, new Track(joined.visit(), seen, false));
        awaited.remove(track);
        joined.left()
                .ifPresent(own ->
                        visit(
                                own,
                                known ->
                                        known.with(
                                                new Visit.Ended(
                                                        joined.at(), Change.Ending.JOINED))));
    }

    /// A device's time rises across its boots, its numbers do not.
    private void instruct(Ordered ordered) {
        instructions.put(ordered.device() + "/" + ordered.at().micros(), ordered);
    }

    private void decide(AttributorEvent.Decided decided) {
        decided.changes()
                .forEach(change -> visit(change.visit(), known -> known.with(change.change())));
        var decision = decided.decision();
        var interaction = decision.evidence().interaction();
        if (decision.outcome() == Decision.Outcome.LATE) {
            late.add(interaction.id());
        } else {
            rehome(decision);
        }
        decisions++;
    }

    /// A product that was put on another's plate lives there too, until it is taken from there.
    private void rehome(Decision decision) {
        var interaction = decision.evidence().interaction();
        var row = interaction.id().shelf();
        var strangers = new TreeMap<>(elsewhere(row));
        for (var finding : decision.findings()) {
            for (var chosen : finding.chosen().stream().toList()) {
                for (int plate : finding.plates()) {
                    var there = new ArrayList<>(strangers.getOrDefault(plate, List.of()));
                    there.remove(chosen.product());
                    boolean putBack = chosen.quantity() < 0;
                    if (putBack && !isHome(interaction.settled(), row, plate, chosen.product())) {
                        there.add(chosen.product());
                    }
                    strangers.put(plate, List.copyOf(there));
                }
            }
        }
        strangers.values().removeIf(List::isEmpty);
        if (strangers.isEmpty()) {
            elsewhere.remove(row);
        } else {
            elsewhere.put(row, strangers);
        }
    }

    private boolean isHome(EventTime at, DeviceId row, int plate, ProductCode product) {
        return blueprintAt(at).stream()
                .flatMap(adopted -> adopted.blueprint().facings().stream())
                .anyMatch(facing ->
                        facing.product().equals(product)
                                && facing.row().equals(row)
                                && facing.plates().contains(plate));
    }

    SortedMap<Integer, List<ProductCode>> elsewhere(DeviceId row) {
        return elsewhere.getOrDefault(row, new TreeMap<>());
    }

    private void end(VisitId visit, TrackId track, Visit.Ended end) {
        visit(visit, known -> known.ended().isPresent() ? known : known.with(end));
        part(track, end.ending());
    }

    private void part(TrackId track, Change.Ending ending) {
        var _ =
                switch (ending) {
                    case DOOR -> tracks.computeIfPresent(track, (_, seen) -> seen.gone());
                    case UNSEEN, JOINED -> tracks.remove(track);
                };
    }

    /// Whether somebody else of the visit's group is still there.
    boolean hasOthers(VisitId visit, TrackId track) {
        return tracks.entrySet().stream()
                .anyMatch(each ->
                        !each.getKey().equals(track)
                                && !each.getValue().left()
                                && each.getValue().visit().equals(visit));
    }

    /// The visit of somebody inside who pays, or will pay, with this.
    Optional<VisitId> openVisitOf(PayerReference payer) {
        return visits.entrySet().stream()
                .filter(each -> each.getValue().ended().isEmpty())
                .filter(each -> each.getValue().payer().equals(Optional.of(payer)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Visit completed(Visit visit) {
        return visit.ended()
                .filter(_ -> !visit.complete())
                .map(end -> visit.with(new Change.Complete(end.at(), end.ending())))
                .orElse(visit);
    }

    private void visit(VisitId id, UnaryOperator<Visit> how) {
        visits.computeIfPresent(id, (_, known) -> how.apply(known));
    }

    /// A track that is known.
    Track track(TrackId id) {
        return Objects.requireNonNull(tracks.get(id), id::value);
    }

    /// A visit that is not settled.
    Visit visit(VisitId id) {
        return Objects.requireNonNull(visits.get(id), id::value);
    }

    Optional<Adopted> blueprintAt(EventTime at) {
        return blueprints.reversed().stream()
                .filter(adopted -> !adopted.from().isAfter(at))
                .findFirst();
    }

    /// When another blueprint begins to hold.
    private List<EventTime> blueprintChanges() {
        return blueprints.stream().map(Adopted::from).toList();
    }

    /// Called where there is one.
    Adopted firstBlueprint() {
        return blueprints.getFirst();
    }

    /// Microseconds of (from, to] in which every camera then in service had a gap.
    long blind(Function<EventTime, Set<DeviceId>> camerasAt, EventTime from, EventTime to) {
        return Blindness.micros(missing, camerasAt, blueprintChanges(), from, to);
    }

    /// Whether the time of an interaction was decided without its shelf.
    boolean decidedWithout(DeviceId device, EventTime at) {
        return without.stream()
                .anyMatch(each ->
                        each.devices().contains(device)
                                && at.isAfter(each.from())
                                && !at.isAfter(each.to()));
    }

    boolean knowsLate(InteractionId id) {
        return late.contains(id);
    }
}

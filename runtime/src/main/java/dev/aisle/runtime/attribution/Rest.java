package dev.aisle.runtime.attribution;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who of a store's devices has said its last word, and who began again (rule 2). A report begins
/// again only if it goes beyond the last word: copies of older ones do not, whenever they come.
final class Rest {

    private final TreeSet<DeviceId> resting = new TreeSet<>();
    private final TreeMap<DeviceId, EventTime> heard = new TreeMap<>();

    /// Of devices that began again: what of (last word, handled] they say comes too late.
    private final TreeMap<DeviceId, Gap> late = new TreeMap<>();

    /// A device comes into service, as the journal knows it.
    void serve(DeviceId device, Attribution state) {
        Optional.ofNullable(state.lastWords().get(device)).ifPresent(at -> heard.put(device, at));
        if (state.resting().contains(device)) {
            resting.add(device);
        }
    }

    void retain(Collection<DeviceId> served) {
        resting.retainAll(served);
        heard.keySet().retainAll(served);
        late.keySet().retainAll(served);
    }

    boolean has(DeviceId device) {
        return resting.contains(device);
    }

    int count() {
        return resting.size();
    }

    private EventTime heardTo(DeviceId device) {
        return heard.getOrDefault(device, EventTime.BEGINNING);
    }

    /// Whether a report ends a device's rest. A last word that is said again, later, does not.
    boolean isOverWith(Report report) {
        boolean tells =
                !report.word().last()
                        || !report.gaps().isEmpty()
                        || Input.times(report).findAny().isPresent();
        return has(report.device()) && tells && isNews(report);
    }

    private boolean isNews(Report report) {
        return report.word().at().isAfter(heardTo(report.device()));
    }

    /// It is waited for again, from where all is handled.
    void wake(DeviceId device, EventTime handledTo) {
        resting.remove(device);
        var lastWord = heardTo(device);
        if (lastWord.isBefore(handledTo)) {
            late.put(device, new Gap(lastWord, handledTo, GapReason.GAP_REASON_SILENT));
        }
    }

    /// A report is taken.
    void heard(Report report) {
        if (isNews(report)) {
            heard.put(report.device(), report.word().at());
            if (report.word().last()) {
                resting.add(report.device());
                late.remove(report.device());
            }
        }
    }

    /// What is lost where a device began again too soon after its last word: time had run on.
    Optional<Gap> tooLate(Report report) {
        return Optional.ofNullable(late.get(report.device()))
                .filter(gap ->
                        Input.times(report)
                                .anyMatch(at -> at.isAfter(gap.from()) && !at.isAfter(gap.to())));
    }

    /// Of those that rest.
    SortedMap<DeviceId, EventTime> lastWords() {
        var words = new TreeMap<>(heard);
        words.keySet().retainAll(resting);
        return words;
    }

    /// The last of all.
    EventTime lastWord() {
        return lastWords().values().stream().max(EventTime::compareTo).orElse(EventTime.BEGINNING);
    }
}

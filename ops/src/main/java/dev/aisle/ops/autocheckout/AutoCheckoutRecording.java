package dev.aisle.ops.autocheckout;

import dev.aisle.config.blueprint.BlueprintFaults;
import dev.aisle.ops.autocheckout.RecordingFault.Kind;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.TaxMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// A recording in the AutoCheckout format: a store, and what its devices said for a while.
///
/// It holds planogram and catalogue; people and weights stay in their files and are read as a feed
/// is.
public final class AutoCheckoutRecording {

    /// The version of the decider that an imported blueprint asks for.
    public static final int DECIDER = 1;

    private static final Duration BEFORE = Duration.ofMillis(1);
    private static final Duration AFTER = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Path folder;
    private final Planogram planogram;
    private final Catalogue catalogue;
    private final Survey survey;
    private final SortedSet<Integer> cameras;
    private final Position door;
    private final List<Blueprint.Row> rows;
    private final List<Blueprint.Facing> facings;
    private final List<ImportWarning> warnings;

    private AutoCheckoutRecording(Path folder, Warnings oddities) {
        this.folder = folder;
        this.planogram = Planogram.read(folder, oddities);
        this.catalogue = Catalogue.read(folder, oddities);
        if (planogram.plates().isEmpty()) {
            throw unusable(Planogram.FILE, "no shelf", "name at least one facing");
        }
        this.rows = Shelving.rows(planogram, oddities);
        this.facings = facings(oddities);
        this.survey = Survey.of(folder, planogram, oddities);
        if (survey.moments() + survey.batches() == 0) {
            throw unusable(Targets.FILE, "nothing was recorded", "record for longer");
        }
        if (begin().plus(LONGEST).isBefore(end())) {
            throw new RecordingException(
                    new RecordingFault(
                            Kind.IMPOSSIBLE_TIME,
                            Weights.FILE,
                            0,
                            "people and weights span " + begin() + " to " + end(),
                            "cut the recording to a day; or a clock was wrong"));
        }
        this.cameras = cameras(oddities);
        this.door = door(oddities);
        silent(oddities);
        this.warnings = oddities.all();
    }

    /// Reads and checks all of a recording.
    ///
    /// @param folder holds the four files
    /// @throws RecordingException where it can't be used; it names file, line and what to do
    public static AutoCheckoutRecording open(Path folder) {
        return new AutoCheckoutRecording(folder, new Warnings());
    }

    /// The oddities that were worked around, in the order in which they were met.
    public List<ImportWarning> warnings() {
        return warnings;
    }

    /// How many documents of people are used: frames of each camera.
    public int moments() {
        return survey.moments();
    }

    /// How many documents of weights are used: each one a batch of each row of its gondola.
    public int batches() {
        return survey.batches();
    }

    /// When every device begins: 1 ms before the earliest record of all.
    public EventTime begin() {
        return survey.earliest().minus(BEFORE);
    }

    /// When every device ends: 1 s after the latest record of all.
    public EventTime end() {
        return survey.latest().plus(AFTER);
    }

    /// The store that was recorded: US dollars, no tax, one door, no terminal.
    public Blueprint blueprint(StoreId store) {
        var blueprint =
                new Blueprint(
                        store,
                        Catalogue.USD,
                        TaxMode.ADDED,
                        cameras.stream()
                                .map(camera -> new Blueprint.Camera(Merge.camera(camera)))
                                .toList(),
                        rows,
                        List.of(new Blueprint.Door(Merge.DOOR, door)),
                        List.of(),
                        facings,
                        List.copyOf(catalogue.products().values()),
                        DECIDER);
        var faults = BlueprintFaults.of(blueprint);
        if (!faults.isEmpty()) {
            throw unusable(
                    Planogram.FILE,
                    "makes no sound blueprint: " + faults.getFirst(),
                    "correct planogram or catalogue");
        }
        return blueprint;
    }

    /// What the devices said, merged. Close it.
    public FeedReader feed(FeedOrder order) {
        return new FeedReader(new Merge(folder, planogram, cameras, begin(), end()), order);
    }

    private static RecordingException unusable(String file, String what, String remedy) {
        return new RecordingException(new RecordingFault(Kind.WRONG_SHAPE, file, 0, what, remedy));
    }

    private List<Blueprint.Facing> facings(Warnings oddities) {
        var all = new ArrayList<Blueprint.Facing>();
        for (var facing : planogram.facings()) {
            if (facing.barcode().isEmpty()) {
                oddities.add(Planogram.FILE, "facing without barcode: left out, its plates stay");
                continue;
            }
            var code = facing.code();
            if (code.filter(catalogue.products()::containsKey).isPresent()) {
                all.addAll(runs(facing, code.orElseThrow(), oddities));
            } else if (code.filter(catalogue.incomplete()::contains).isPresent()) {
                oddities.add(
                        Planogram.FILE, "facing of a product without weight or price: left out");
            } else {
                oddities.add(
                        Planogram.FILE, "facing of a product that the catalogue lacks: left out");
            }
        }
        return List.copyOf(all);
    }

    private static List<Blueprint.Facing> runs(
            Planogram.Facing facing, ProductCode code, Warnings oddities) {
        var runs = new ArrayList<List<Integer>>();
        for (int plate : facing.plates()) {
            if (runs.isEmpty() || runs.getLast().getLast() != plate - 1) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(plate);
        }
        if (runs.size() > 1) {
            oddities.add(Planogram.FILE, "facing with a hole: one facing made of each part");
        }
        return runs.stream()
                .map(run -> new Blueprint.Facing(code, facing.shelf().device(), run))
                .toList();
    }

    private SortedSet<Integer> cameras(Warnings oddities) {
        if (!survey.cameras().isEmpty()) {
            return survey.cameras();
        }
        oddities.add(Targets.FILE, "no camera is ever named: cam-0 made up, which sees nobody");
        return new TreeSet<>(List.of(0));
    }

    private Position door(Warnings oddities) {
        oddities.add(
                Targets.FILE, "no door is recorded: put where the first person was first seen");
        return survey.firstSeen().isEmpty() ? new Position(0, 0, 0) : survey.firstSeen().getFirst();
    }

    private void silent(Warnings oddities) {
        var sending = new TreeSet<Integer>();
        survey.shelves().forEach(shelf -> sending.add(shelf.gondola()));
        var told = new TreeSet<Integer>();
        for (var shelf : planogram.plates().keySet()) {
            if (survey.shelves().contains(shelf)) {
                continue;
            }
            if (sending.contains(shelf.gondola())) {
                oddities.add(
                        Weights.FILE, shelf.device() + " sends nothing: it begins and ends alone");
            } else if (told.add(shelf.gondola())) {
                oddities.add(
                        Weights.FILE,
                        "gondola "
                                + shelf.gondola()
                                + " sends nothing: its rows begin and end alone");
            }
        }
    }
}

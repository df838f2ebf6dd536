package dev.aisle.ops.autocheckout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aisle.ops.autocheckout.RecordingFault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFaultTest {

    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        SessionWriter.write(SessionPlan.emptyHanded(1), folder);
    }

    private RecordingFault fault() {
        return catchThrowableOfType(
                        RecordingException.class, () -> AutoCheckoutRecording.open(folder))
                .fault();
    }

    private void change(String file, int line, UnaryOperator<String> change) throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(folder.resolve(file)));
        lines.set(line - 1, change.apply(lines.get(line - 1)));
        Files.write(folder.resolve(file), lines);
    }

    private void assertFault(Kind kind, String file, long line, String what) {
        var fault = fault();
        assertThat(List.of(fault.kind(), fault.file(), fault.line()))
                .isEqualTo(List.of(kind, file, line));
        assertThat(fault.what()).contains(what);
        assertThat(fault.remedy()).isNotBlank();
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("products.json"));
        assertFault(Kind.MISSING_FILE, "products.json", 0, "can't be read");
    }

    @Test
    void aLineThatIsCutOffIsNamed() throws IOException {
        change("full_targets.json", 17, line -> line.substring(0, line.length() - 9));
        assertFault(Kind.BAD_JSON, "full_targets.json", 17, "not JSON");
    }

    @Test
    void aLineThatIsNoObjectIsNamed() throws IOException {
        change("planogram.json", 2, _ -> "[1, 2]");
        assertFault(Kind.WRONG_SHAPE, "planogram.json", 2, "no JSON object");
    }

    @Test
    void twoDocumentsOnALineAreRefused() throws IOException {
        change("planogram.json", 2, line -> line + line);
        assertFault(Kind.BAD_JSON, "planogram.json", 2, "not JSON");
    }

    @Test
    void valuesThatDoNotFillTheirShapeAreRefused() throws IOException {
        change("plate_data.json", 5, line -> line.replace("[12,4,9]", "[12,4,8]"));
        assertFault(Kind.WRONG_SHAPE, "plate_data.json", 5, "don't fill the shape");
    }

    @Test
    void valuesOfAnotherTypeAreRefused() throws IOException {
        change("plate_data.json", 5, line -> line.replace("FLOAT32", "FLOAT64"));
        assertFault(Kind.WRONG_SHAPE, "plate_data.json", 5, "FLOAT64");
    }

    @Test
    void brokenBase64IsNamed() throws IOException {
        change("plate_data.json", 3, line -> line.replace("\"data\":\"", "\"data\":\"%"));
        assertFault(Kind.BAD_BASE64, "plate_data.json", 3, "base64");
    }

    @Test
    void aTimeThatIsNoneIsNamed() throws IOException {
        change("full_targets.json", 9, line -> line.replace("t_origin\":\"2020", "t_origin\":\"x"));
        assertFault(Kind.IMPOSSIBLE_TIME, "full_targets.json", 9, "t_origin is no time");
    }

    @Test
    void aTimeBeforeTheCenturyIsNamed() throws IOException {
        change("plate_data.json", 9, line -> line.replace("$date\":\"2020", "$date\":\"1970"));
        assertFault(Kind.IMPOSSIBLE_TIME, "plate_data.json", 9, "outside 2000 to 2100");
    }

    @Test
    void clocksADayApartAreRefused() throws IOException {
        change(
                "full_targets.json",
                1,
                line -> line.replace("t_origin\":\"2020", "t_origin\":\"2019"));
        assertFault(Kind.IMPOSSIBLE_TIME, "plate_data.json", 0, "span 2019");
    }

    @Test
    void aPlateZeroIsRefused() throws IOException {
        change("planogram.json", 1, line -> line.replace(",\"plate_index\":1", ""));
        assertFault(Kind.UNKNOWN_PLATE, "planogram.json", 1, "plate 0");
    }

    @Test
    void aPlateThatTheGondolaDoesNotSendIsRefused() throws IOException {
        change(
                "planogram.json",
                1,
                line -> line.replace("\"plate_index\":2", "\"plate_index\":12"));
        assertFault(Kind.UNKNOWN_PLATE, "plate_data.json", 1, "plate 12");
    }

    @Test
    void aPriceBeyondAllReasonIsRefused() throws IOException {
        change("products.json", 2, line -> line.replace("\"price\":3.49", "\"price\":1e999999"));
        assertFault(Kind.WRONG_SHAPE, "products.json", 2, "price");
    }

    @Test
    void theMessageNamesFileLineAndRemedy() throws IOException {
        change("planogram.json", 2, _ -> "[1, 2]");
        assertThat(fault())
                .hasToString("planogram.json:2: is no JSON object; write one object on each line");
    }
}

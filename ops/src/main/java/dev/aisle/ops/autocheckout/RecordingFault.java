package dev.aisle.ops.autocheckout;

/// Why a recording can't be used.
///
/// @param file name of the file within the recording's folder
/// @param line from 1; 0 for the file as a whole
/// @param what what is wrong
/// @param remedy what to do about it
public record RecordingFault(Kind kind, String file, long line, String what, String remedy) {

    public enum Kind {
        MISSING_FILE,
        BAD_JSON,
        WRONG_SHAPE,
        BAD_BASE64,
        IMPOSSIBLE_TIME,
        /// The planogram names a plate that can't be there.
        UNKNOWN_PLATE
    }

    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + ": " + what + "; " + remedy;
    }
}

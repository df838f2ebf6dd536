package dev.aisle.config.blueprint;

/// Something wrong with a blueprint.
///
/// @param where a JSON pointer into the file (`/rows/0/plates/2/number`); empty for the whole
/// @param what what is wrong there
/// @param remedy what to do about it
public record Fault(String where, String what, String remedy) {

    @Override
    public String toString() {
        return (where.isEmpty() ? "/" : where) + ": " + what + "; " + remedy;
    }
}

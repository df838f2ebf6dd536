package dev.aisle.ops.play;

import dev.aisle.protocols.kernel.StoreId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The stores that recordings become: each run of each recording one of its own, so that nothing of
/// another is billed in it.
final class PlayedStores {

    /// Of a recording's name, so that with run and place an id stays within 40 characters.
    private static final int NAME = 24;

    /// Runs are told apart by so many bits, 8 characters.
    static final int RUN_BITS = 40;

    private static final int DIGITS = 36;

    private PlayedStores() {}

    /// @param names of the recordings, at most 999,999
    /// @param run chosen by chance, of [#RUN_BITS] bits
    /// @return a store for each recording, in the same order
    static List<StoreId> of(List<String> names, long run) {
        var stores = new ArrayList<StoreId>();
        for (var name : names) {
            stores.add(
                    new StoreId(
                            "autocheckout."
                                    + slug(name)
                                    + "-"
                                    + Long.toString(run, DIGITS)
                                    + "-"
                                    + (stores.size() + 1)));
        }
        return List.copyOf(stores);
    }

    /// What a person recognises the recording by. Different names may give the same.
    private static String slug(String name) {
        var slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return slug.length() > NAME ? slug.substring(0, NAME) : slug;
    }
}

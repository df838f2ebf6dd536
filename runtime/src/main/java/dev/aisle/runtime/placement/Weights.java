package dev.aisle.runtime.placement;

/// Hashes that are the same on each node and for ever.
final class Weights {

    private Weights() {}

    /// Of a group alone: the order in which groups are placed.
    static long of(Group group) {
        return mixed(spelled(group.store().value(), group.number()));
    }

    /// What a host weighs for a group.
    static long of(Group group, Host host) {
        return mixed(of(group) ^ spelled(host.address(), 0));
    }

    /// FNV-1a over the characters, 64 bits.
    private static long spelled(String text, int number) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return (hash ^ number) * 0x100000001b3L;
    }

    /// The finaliser of SplitMix64 (Steele, Lea and Flood 2014), by which each bit depends on all.
    private static long mixed(long hash) {
        long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}

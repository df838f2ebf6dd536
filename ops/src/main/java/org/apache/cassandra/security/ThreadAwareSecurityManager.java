package org.apache.cassandra.security;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.security.Permission;
import java.security.PermissionCollection;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.NullMarked;

/// Stands before Cassandra's own class of this name on its class path. Cassandra 5 confines
/// user-defined functions with a security manager, which JDK 24 and newer no longer have; so this
/// one confines nothing and refuses to start where such functions are on. As Cassandra calls
/// `install()` early in its start, the class also ties the process to the `aisle` that started it.
///
/// It runs in Cassandra's process, on its class path alone: the JDK and reflection are all it uses.
@NullMarked
public final class ThreadAwareSecurityManager {
    public static final PermissionCollection noPermissions = new NoPermissions();

    private static final String PARENT = "aisle.parent.pid";
    private static final int LINUX_CAPABILITY_VERSION_3 = 0x20080522;
    private static final int CAP_IPC_LOCK = 14;
    private static final int RLIMIT_MEMLOCK = 8;
    private static final long LOCKABLE_BYTES = 64 * 1024;

    private static final FunctionDescriptor TWO_NUMBERS =
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT);
    private static final FunctionDescriptor TWO_POINTERS =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
    private static final FunctionDescriptor NUMBER_AND_POINTER =
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS);

    private ThreadAwareSecurityManager() {}

    public static boolean isSecuredThread() {
        return false;
    }

    public static void install() {
        endWithParent();
        try {
            refuseUserDefinedFunctions();
            leaveProcessGroup();
            giveUpMemoryLock();
            announceStart();
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new IllegalStateException("Cassandra is not the version expected", thrown);
        }
    }

    /// Orderly, as after SIGTERM. A parent that is gone already ends the process at once.
    private static void endWithParent() {
        var parent = Long.getLong(PARENT);
        if (parent == null) {
            return;
        }
        var watch = new Thread(() -> exitAfter(parent), "aisle-parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void exitAfter(long parent) {
        ProcessHandle.of(parent).ifPresent(handle -> handle.onExit().join());
        System.exit(0);
    }

    private static void refuseUserDefinedFunctions() throws ReflectiveOperationException {
        var on =
                Class.forName("org.apache.cassandra.config.DatabaseDescriptor")
                        .getMethod("enableUserDefinedFunctions")
                        .invoke(null);
        if (!Boolean.FALSE.equals(on)) {
            throw new IllegalStateException(
                    "user_defined_functions_enabled must be false: nothing confines them here");
        }
    }

    private static void announceStart() throws ReflectiveOperationException {
        var logging =
                Class.forName("org.apache.cassandra.utils.logging.LoggingSupportFactory")
                        .getMethod("getLoggingSupport")
                        .invoke(null);
        Class.forName("org.apache.cassandra.utils.logging.LoggingSupport")
                .getMethod("onStartup")
                .invoke(logging);
    }

    /// Ctrl-C in a terminal reaches a whole process group: the database has to outlast the nodes.
    private static void leaveProcessGroup() throws Throwable {
        var linker = Linker.nativeLinker();
        if (linker.defaultLookup().find("setpgid").isPresent()) {
            var _ = (int) call(linker, "setpgid", TWO_NUMBERS).invokeExact(0, 0);
        }
    }

    /// Cassandra locks all of its memory where it may (as root: 0.17 GB more at start), which helps
    /// a server and harms a desktop. Without the capability and the limit it warns and goes on.
    /// Where a call fails the memory is locked: a cost and no fault, so results aren't looked at.
    private static void giveUpMemoryLock() throws Throwable {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return;
        }
        var linker = Linker.nativeLinker();
        try (var arena = Arena.ofConfined()) {
            var header = arena.allocate(8, 8);
            header.set(JAVA_INT, 0, LINUX_CAPABILITY_VERSION_3);
            var mine = arena.allocate(24, 8);
            if ((int) call(linker, "capget", TWO_POINTERS).invokeExact(header, mine) == 0) {
                mine.set(JAVA_INT, 0, mine.get(JAVA_INT, 0) & ~(1 << CAP_IPC_LOCK));
                var _ = (int) call(linker, "capset", TWO_POINTERS).invokeExact(header, mine);
            }
            var limit = arena.allocate(16, 8);
            limit.set(JAVA_LONG, 0, LOCKABLE_BYTES);
            limit.set(JAVA_LONG, 8, LOCKABLE_BYTES);
            var setrlimit = call(linker, "setrlimit", NUMBER_AND_POINTER);
            var _ = (int) setrlimit.invokeExact(RLIMIT_MEMLOCK, limit);
        }
    }

    @SuppressWarnings("restricted") // The process runs with --enable-native-access.
    private static MethodHandle call(Linker linker, String name, FunctionDescriptor signature) {
        MemorySegment function = linker.defaultLookup().find(name).orElseThrow();
        return linker.downcallHandle(function, signature);
    }

    private static final class NoPermissions extends PermissionCollection {
        @Override
        public void add(Permission permission) {
            throw new UnsupportedOperationException("no permission can be added");
        }

        @Override
        public boolean implies(Permission permission) {
            return false;
        }

        @Override
        public Enumeration<Permission> elements() {
            return Collections.emptyEnumeration();
        }
    }
}

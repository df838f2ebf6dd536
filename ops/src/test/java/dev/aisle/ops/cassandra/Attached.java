package dev.aisle.ops.cassandra;

import com.sun.tools.attach.VirtualMachine;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// Cassandra's own operations, by way of the attach API: it opens no JMX port.
final class Attached {
    private static final String STORAGE = "org.apache.cassandra.db:type=StorageService";
    private static final String STRINGS = String[].class.getName();

    private Attached() {}

    @SuppressWarnings("BanJNDI") // The address is that of a child of this very process.
    static void flushAndCompact(long pid, String keyspace) throws Exception {
        var virtualMachine = VirtualMachine.attach(Long.toString(pid));
        try (var connector =
                JMXConnectorFactory.connect(
                        new JMXServiceURL(virtualMachine.startLocalManagementAgent()))) {
            var storage = new ObjectName(STORAGE);
            var server = connector.getMBeanServerConnection();
            server.invoke(
                    storage,
                    "forceKeyspaceFlush",
                    new Object[] {keyspace, new String[0]},
                    new String[] {String.class.getName(), STRINGS});
            server.invoke(
                    storage,
                    "forceKeyspaceCompaction",
                    new Object[] {false, keyspace, new String[0]},
                    new String[] {"boolean", String.class.getName(), STRINGS});
        } finally {
            virtualMachine.detach();
        }
    }
}

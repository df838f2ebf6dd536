package dev.aisle.ops.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aisle.ops.provider.LedgerClient;
import dev.aisle.protocols.kernel.StoreId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/// The local payment provider: what it has booked, and how it is to behave.
///
/// @param port where it answers
record Bookings(int port) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Amounts booked, by visit, in minor units.
    Map<String, List<Long>> of(StoreId store) throws Exception {
        return new LedgerClient(port).booked(store.value());
    }

    /// So many next charges are booked and not answered.
    void answerNot(int charges) throws Exception {
        var _ =
                send(
                        HttpRequest.newBuilder(uri("/behaviour"))
                                .PUT(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"timeoutAfterBooking\":" + charges + "}")));
    }

    private static JsonNode send(HttpRequest.Builder request) throws Exception {
        var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError("the provider answered " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}

package dev.aisle.runtime.http;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Files that are shipped with a node.
enum Asset {
    OPENAPI("openapi.json", "application/json"),
    PAGE("console/index.html", "text/html"),
    SCRIPT("console/console.js", "text/javascript"),
    STYLE("console/console.css", "text/css");

    private final String file;
    private final String mediaType;

    Asset(String file, String mediaType) {
        this.file = file;
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    byte[] bytes() {
        try (var in = Asset.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + file);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

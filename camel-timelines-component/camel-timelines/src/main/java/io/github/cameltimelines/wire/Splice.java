package io.github.cameltimelines.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A copy of bytes with some ranges replaced. For use by one thread. */
final class Splice {

    private record Part(int from, int to, byte[] with) {}

    private final byte[] source;
    private final List<Part> parts = new ArrayList<>();

    Splice(byte[] source) {
        this.source = source;
    }

    /** Ranges must not overlap; any order. */
    void replace(int from, int to, byte[] with) {
        parts.add(new Part(from, to, with));
    }

    void insert(int at, byte[] first, byte[] then) {
        byte[] both = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, both, first.length, then.length);
        replace(at, at, both);
    }

    byte[] toBytes() {
        parts.sort(Comparator.comparingInt(Part::from));
        int length = source.length;
        for (Part part : parts) {
            length += part.with.length - (part.to - part.from);
        }
        byte[] result = new byte[length];
        int read = 0;
        int written = 0;
        for (Part part : parts) {
            System.arraycopy(source, read, result, written, part.from - read);
            written += part.from - read;
            System.arraycopy(part.with, 0, result, written, part.with.length);
            written += part.with.length;
            read = part.to;
        }
        System.arraycopy(source, read, result, written, source.length - read);
        return result;
    }
}

package io.github.cameltimelines.hub.console;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * A picture of a page in its 256 most frequent colours: a third of the bytes, and it looks the
 * same.
 */
final class Picture {

    private static final int COLOURS = 256;

    private Picture() {}

    static void save(byte[] png, Path file) throws IOException {
        BufferedImage full = ImageIO.read(new ByteArrayInputStream(png));
        int[] palette = palette(full);
        BufferedImage small =
                new BufferedImage(
                        full.getWidth(),
                        full.getHeight(),
                        BufferedImage.TYPE_BYTE_INDEXED,
                        new IndexColorModel(8, palette.length, palette, 0, false, -1, 0));
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < full.getHeight(); y++) {
            for (int x = 0; x < full.getWidth(); x++) {
                int index =
                        nearest.computeIfAbsent(
                                full.getRGB(x, y), colour -> nearest(colour, palette));
                small.getRaster().setSample(x, y, 0, index);
            }
        }
        Files.createDirectories(file.getParent());
        ImageIO.write(small, "png", file.toFile());
    }

    private static int[] palette(BufferedImage picture) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                counts.merge(picture.getRGB(x, y), 1, Integer::sum);
            }
        }
        List<Integer> frequent =
                counts.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .limit(COLOURS)
                        .map(Map.Entry::getKey)
                        .toList();
        return frequent.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int nearest(int colour, int[] palette) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < palette.length; i++) {
            int distance = 0;
            for (int shift = 0; shift <= 16; shift += 8) {
                int difference = (colour >> shift & 255) - (palette[i] >> shift & 255);
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }
}

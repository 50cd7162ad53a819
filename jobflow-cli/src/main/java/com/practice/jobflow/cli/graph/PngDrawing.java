package com.practice.jobflow.cli.graph;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** An SVG of ours as pixels, two for each of its own in both directions, on white. */
final class PngDrawing {
  private static final int SCALE = 2;

  /** 200 MB of memory for the picture. */
  private static final long MOST_PIXELS = 50_000_000;

  private PngDrawing() {}

  /**
   * Returns the bytes of the PNG.
   *
   * @throws DrawingException if the picture is too large, or this Java can write no text
   */
  static byte[] of(String svg) {
    System.setProperty("java.awt.headless", "true");
    try {
      SVGDocument document =
          new SVGLoader()
              .load(
                  new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)),
                  URI.create("file:///graph.svg"),
                  LoaderContext.createDefault());
      if (document == null) {
        throw new IllegalStateException("our own SVG does not parse");
      }
      return paint(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (LinkageError | InternalError e) {
      // What AWT throws on a machine without fonts or without their libraries, depending on the
      // JDK.
      throw new DrawingException(
          "this Java cannot write text into pictures: install fontconfig and a font"
              + " (fonts-dejavu-core on Debian), or use -o svg");
    }
  }

  private static byte[] paint(SVGDocument document) throws IOException {
    int width = (int) Math.ceil(document.size().getWidth());
    int height = (int) Math.ceil(document.size().getHeight());
    long pixels = (long) width * height;
    int scale = pixels * SCALE * SCALE <= MOST_PIXELS ? SCALE : 1;
    if (pixels > MOST_PIXELS) {
      throw new DrawingException(
          "a PNG of " + width + " x " + height + " pixels is too large; use -o svg");
    }
    BufferedImage image =
        new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(scale, scale);
    document.render(null, graphics, new ViewBox(width, height));
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.setUseCache(false);
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}

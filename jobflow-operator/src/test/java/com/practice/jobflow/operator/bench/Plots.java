package com.practice.jobflow.operator.bench;

import com.practice.jobflow.operator.bench.Figures.Figure;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws what was measured. Equal figures give equal files. */
final class Plots {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;

  /** A watch may tell of a write before the audit log has its end; a logarithm needs some time. */
  private static final double SHORTEST_MILLISECONDS = 0.1;

  private static final Color[] COLORS = {new Color(0x2b6cb0), new Color(0xa0aec0)};

  private final Path folder;

  /**
   * Draws into a folder.
   *
   * @param folder is made if it is not there
   */
  Plots(Path folder) {
    this.folder = folder;
  }

  /** Draws every plot that there are figures for. */
  void draw(List<Figures> shapes) throws IOException {
    Files.createDirectories(folder);
    makespan(shapes);
    Optional<Figures> steady =
        shapes.stream().filter(shape -> shape.shape().equals("steady-20")).findFirst();
    if (steady.isPresent()) {
      edges(steady.get());
    }
    cost(shapes);
  }

  private void makespan(List<Figures> shapes) throws IOException {
    List<Figures> paced =
        shapes.stream().filter(shape -> shape.detail("makespanSeconds").isPresent()).toList();
    if (paced.isEmpty()) {
      return;
    }
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("From the JobFlow's creation to its last status")
            .yAxisTitle("seconds")
            .build();
    List<String> names = paced.stream().map(Figures::shape).toList();
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    chart.getStyler().setSeriesColors(COLORS);
    chart.addSeries("jobflow", names, values(paced, "makespanSeconds"));
    chart.addSeries("bare client, nothing recorded", names, values(paced, "floorMakespanSeconds"));
    save(chart, "makespan");
  }

  @SuppressWarnings("unchecked")
  private void edges(Figures steady) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("One Job's end to the next one's creation, 20 Jobs a second")
            .xAxisTitle("milliseconds")
            .yAxisTitle("percent of edges")
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setYAxisMax(100.0);
    chart.getStyler().setYAxisTickMarkSpacingHint(40);
    chart.getStyler().setSeriesColors(COLORS);
    List<Integer> percent = IntStream.rangeClosed(1, 100).boxed().toList();
    line(chart, "jobflow", (List<Double>) steady.details().get("edgeMilliseconds"), percent);
    line(
        chart,
        "bare client, nothing recorded",
        (List<Double>) steady.details().get("floorEdgeMilliseconds"),
        percent);
    save(chart, "edges");
  }

  private void cost(List<Figures> shapes) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("What the operator takes against how much runs")
            .xAxisTitle("Jobs of the shape")
            .yAxisTitle("per Job")
            .build();
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setSeriesColors(COLORS);
    chart.getStyler().setMarkerSize(9);
    scatter(chart, "writes", shapes, Figure.WRITES_PER_JOB);
    scatter(chart, "milliseconds of processor time", shapes, Figure.CPU_SECONDS_PER_1000_JOBS);
    save(chart, "cost");
  }

  private static void scatter(XYChart chart, String name, List<Figures> shapes, Figure figure) {
    List<Double> jobs = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Figures shape : shapes) {
      if (shape.get(figure).isPresent() && !shape.shape().endsWith("-cold")) {
        jobs.add(shape.detail("jobs").orElseThrow());
        values.add(shape.get(figure).orElseThrow());
      }
    }
    if (!jobs.isEmpty()) {
      chart.addSeries(name, jobs, values);
    }
  }

  private static void line(XYChart chart, String name, List<Double> times, List<Integer> percent) {
    chart
        .addSeries(
            name,
            times.stream().map(time -> Math.max(SHORTEST_MILLISECONDS, time)).toList(),
            percent)
        .setMarker(SeriesMarkers.NONE)
        .setLineStyle(new BasicStroke(2));
  }

  private static List<Double> values(List<Figures> shapes, String detail) {
    return shapes.stream().map(shape -> shape.detail(detail).orElseThrow()).toList();
  }

  private void save(Chart<?, ?> chart, String name) throws IOException {
    if (chart.getStyler() instanceof AxesChartStyler axes) {
      axes.setYAxisMin(0.0);
    }
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    chart.getStyler().setBaseFont(font);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    String file = folder.resolve(name).toString();
    VectorGraphicsEncoder.saveVectorGraphic(chart, file, VectorGraphicsFormat.SVG);
    // less than a tenth of a pixel shows nowhere, and is half of the file
    Path svg = Path.of(file + ".svg");
    String exact = Files.readString(svg);
    Files.writeString(svg, exact.replaceAll("(\\d+\\.\\d)\\d+", "$1"));
  }
}

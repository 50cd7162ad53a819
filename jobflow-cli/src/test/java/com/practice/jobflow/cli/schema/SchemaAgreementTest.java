package com.practice.jobflow.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.practice.jobflow.cli.manifest.Code;
import com.practice.jobflow.cli.manifest.Diagnostic;
import com.practice.jobflow.cli.manifest.Document;
import com.practice.jobflow.cli.manifest.ManifestReader;
import com.practice.jobflow.cli.manifest.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Our check against the library of the field, over the examples and random mutations of them. */
class SchemaAgreementTest {
  // A JSON Schema cannot say these: keys of lists, and formats, which it takes for remarks. Unknown
  // fields are compared apart, for we suspect a typing error where the schema lets all pass.
  private static final Set<Code> BEYOND_JSON_SCHEMA =
      EnumSet.of(Code.DUPLICATE_ITEM, Code.BAD_FORMAT, Code.UNKNOWN_FIELD, Code.UNKNOWN_TO_US);
  private static final int MUTATIONS = 2_000;

  private final JsonMapper mapper = JsonMapper.builder().build();
  private final Schemas schemas = Schemas.load();
  private final Map<String, Schema> judges =
      Map.of(
          "JobFlow", judge(CrdResource.JOB_FLOW), "JobTemplate", judge(CrdResource.JOB_TEMPLATE));

  @Test
  void everyExampleIsValidForBoth() {
    List<Document> examples = examples();

    assertThat(examples).hasSizeGreaterThan(10);
    for (Document example : examples) {
      assertThat(ours(example)).as(example.source().name()).isEmpty();
      assertThat(theirs(example)).as(example.source().name()).isEmpty();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void agreesOnMutatedExamples(long seed) {
    Random random = new Random(seed);
    List<Document> examples = examples();
    int invalid = 0;

    for (int i = 0; i < MUTATIONS; i++) {
      Document example = examples.get(random.nextInt(examples.size()));
      Object mutated = new Mutation(random).of(example.root().plain());
      Document document = read(mapper.writeValueAsString(mutated));
      List<Diagnostic> ours = ours(document);
      List<Error> theirs = theirs(document);
      if (theirs.removeIf(SchemaAgreementTest::isUnknownField)) {
        assertThat(check(document)).extracting(Diagnostic::code).contains(Code.UNKNOWN_FIELD);
      }
      assertThat(ours.isEmpty())
          .as("mutation %d%n%s%nours %s%ntheirs %s", i, document.source().text(), ours, theirs)
          .isEqualTo(theirs.isEmpty());
      invalid += ours.isEmpty() ? 0 : 1;
    }

    assertThat(invalid).isBetween(MUTATIONS / 4, MUTATIONS * 95 / 100);
  }

  private static boolean isUnknownField(Error error) {
    return error.getKeyword().equals("additionalProperties");
  }

  private List<Diagnostic> check(Document document) {
    Problems problems = new Problems("input");
    new SchemaCheck(schemas, problems).check(document.root().text("kind"), document.root());
    return problems.diagnostics();
  }

  private List<Diagnostic> ours(Document document) {
    List<Diagnostic> found = new ArrayList<>(check(document));
    found.removeIf(diagnostic -> BEYOND_JSON_SCHEMA.contains(diagnostic.code()));
    return found;
  }

  private List<Error> theirs(Document document) {
    Object pruned = Mutation.withoutNulls(document.root().plain());
    return new ArrayList<>(
        judges
            .get(document.root().text("kind"))
            .validate(mapper.writeValueAsString(pruned), InputFormat.JSON));
  }

  private static List<Document> examples() {
    ManifestReader reader = new ManifestReader(InputStream.nullInputStream());
    reader.read(Path.of("..", "yaml").toString());
    List<Document> documents = new ArrayList<>(reader.documents());
    documents.removeIf(
        document -> !"api.practice.com/v1alpha1".equals(document.root().text("apiVersion")));
    return documents;
  }

  private static Document read(String json) {
    ManifestReader reader =
        new ManifestReader(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    reader.read("-");
    assertThat(reader.diagnostics()).isEmpty();
    return reader.documents().get(0);
  }

  private static Schema judge(CrdResource crd) {
    StringWriter text = new StringWriter();
    try (InputStream stream = crd.open();
        PrintWriter out = new PrintWriter(text)) {
      JsonSchema.print(crd.kind(), SchemaCompiler.schemaOf(stream), out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(text.toString());
  }
}

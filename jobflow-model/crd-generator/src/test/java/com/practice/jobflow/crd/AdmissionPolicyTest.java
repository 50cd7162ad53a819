package com.practice.jobflow.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Evaluates what the API servers on which we test do not know: the policy's expressions, with an
 * authorizer that allows what it is told to.
 */
class AdmissionPolicyTest {
  private static final Path FILE =
      Repository.YAML_FOLDER.resolve(Path.of("admission-policy", "policy.yaml"));
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final CelType AUTHORIZER = OpaqueType.create("Authorizer");
  private static final CelType DECISION = OpaqueType.create("Decision");
  private static final String SPEC = "{spec: {flows: [{name: a}]}}";

  private static final Cel CEL =
      CelFactory.plannerCelBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("request", SimpleType.DYN)
          .addVar("object", SimpleType.DYN)
          .addVar("oldObject", SimpleType.DYN)
          .addVar("authorizer", AUTHORIZER)
          .addFunctionDeclarations(
              member("group", AUTHORIZER, AUTHORIZER, SimpleType.STRING),
              member("resource", AUTHORIZER, AUTHORIZER, SimpleType.STRING),
              member("namespace", AUTHORIZER, AUTHORIZER, SimpleType.STRING),
              member("check", DECISION, AUTHORIZER, SimpleType.STRING),
              member("allowed", SimpleType.BOOL, DECISION))
          .addFunctionBindings(
              CelFunctionBinding.from("group", Question.class, String.class, Question::with),
              CelFunctionBinding.from("resource", Question.class, String.class, Question::with),
              CelFunctionBinding.from("namespace", Question.class, String.class, Question::with),
              CelFunctionBinding.from("check", Question.class, String.class, Question::with),
              CelFunctionBinding.from("allowed", Question.class, Question::isAllowed))
          .build();

  /** What the authorizer is asked, word by word. */
  private record Question(String asked, String allowed) {
    Question with(String word) {
      return new Question(asked + "/" + word, allowed);
    }

    boolean isAllowed() {
      return asked.equals(allowed);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/batch/jobs/team-a/create, true",
    "/batch/jobs/team-b/create, false",
    "/batch/jobs/team-a/delete, false",
    "/batch/cronjobs/team-a/create, false",
    "nothing, false"
  })
  void whoMayCreateJobsThereMayCreateJobFlows(String allowed, boolean admitted) throws Exception {
    assertThat(validate(request("CREATE"), allowed)).isEqualTo(admitted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {spec: {flows: [{name: a}]}}                                     | false
          {metadata: {finalizers: []}, spec: {flows: [{name: a}]}}         | false
          {spec: {flows: [{name: b}]}}                                     | true
          {spec: {flows: [{name: a}, {name: b}]}}                          | true
          {spec: {flows: [{name: a}], attempt: 2}}                         | true
          """)
  void onlyAChangeOfTheSpecIsJudged(String after, boolean judged) throws Exception {
    assertThat(matches(request("UPDATE"), SPEC, after)).isEqualTo(judged);
  }

  @Test
  void everyNewObjectIsJudged() throws Exception {
    assertThat(matches(request("CREATE"), "null", SPEC)).isTrue();
  }

  @Test
  void jobFlowsAndTheTemplatesThatTheyUseAreMeant() throws Exception {
    JsonNode rules = policy().at("/spec/matchConstraints/resourceRules");

    assertThat(rules).hasSize(1);
    assertThat(rules.at("/0/resources"))
        .map(JsonNode::asText)
        .containsExactly("jobflows", "jobtemplates");
    assertThat(rules.at("/0/operations")).map(JsonNode::asText).containsExactly("CREATE", "UPDATE");
    assertThat(policy().at("/spec/failurePolicy").asText()).isEqualTo("Fail");
  }

  @Test
  void saysWhoLacksWhatWhere() throws Exception {
    String expression = policy().at("/spec/validations/0/messageExpression").asText();

    assertThat(evaluate(expression, Map.of("request", read(request("CREATE")))))
        .isEqualTo(
            "jane may not create Jobs in namespace team-a, so no JobFlow either: it runs Jobs");
  }

  @Test
  void theBindingIsThisPolicys() throws Exception {
    List<JsonNode> documents = documents();

    assertThat(documents.get(1).at("/spec/policyName"))
        .isEqualTo(documents.get(0).at("/metadata/name"));
    assertThat(documents.get(1).at("/spec/validationActions/0").asText()).isEqualTo("Deny");
  }

  private static String request(String operation) {
    return "{operation: %s, namespace: team-a, kind: {kind: JobFlow}, userInfo: {username: jane}}"
        .formatted(operation);
  }

  private static boolean validate(String request, String allowed) throws Exception {
    assertThat(policy().at("/spec/validations")).hasSize(1);
    return (Boolean)
        evaluate(
            policy().at("/spec/validations/0/expression").asText(),
            Map.of("request", read(request), "authorizer", new Question("", allowed)));
  }

  private static boolean matches(String request, String before, String after) throws Exception {
    assertThat(policy().at("/spec/matchConditions")).hasSize(1);
    Map<String, Object> variables =
        before.equals("null")
            ? Map.of("request", read(request), "object", read(after))
            : Map.of("request", read(request), "object", read(after), "oldObject", read(before));
    return (Boolean)
        evaluate(policy().at("/spec/matchConditions/0/expression").asText(), variables);
  }

  private static Object evaluate(String expression, Map<String, Object> variables)
      throws CelValidationException, CelEvaluationException {
    return CEL.createProgram(CEL.compile(expression).getAst()).eval(variables);
  }

  private static CelFunctionDecl member(String name, CelType result, CelType... parameters) {
    return CelFunctionDecl.newFunctionDeclaration(
        name, CelOverloadDecl.newMemberOverload(name, result, List.of(parameters)));
  }

  private static Object read(String yaml) throws IOException {
    return YAML.readValue(yaml, Object.class);
  }

  private static JsonNode policy() throws IOException {
    return documents().get(0);
  }

  private static List<JsonNode> documents() throws IOException {
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(FILE.toFile())) {
      return values.readAll();
    }
  }
}

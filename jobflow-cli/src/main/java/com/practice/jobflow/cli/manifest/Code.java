package com.practice.jobflow.cli.manifest;

/**
 * Every code that a diagnostic can have.
 *
 * <p>A number never changes its meaning and is never given twice; docs/codes.md lists them all.
 */
public enum Code {
  MISSING_FILE(
      101,
      "File not found",
      "A file or directory that was named does not exist.",
      "Check the spelling and the working directory."),
  UNREADABLE_FILE(
      102,
      "File cannot be read",
      "The file exists, but reading it failed.",
      "Check its permissions, and that it is an ordinary file."),
  EMPTY_DIRECTORY(
      103,
      "Directory without manifests",
      "The directory holds no .yaml, .yml or .json file, at any depth. Hidden directories are not"
          + " searched.",
      "Name another directory, or the files themselves."),
  EMPTY_FILE(
      104,
      "Empty file",
      "The file holds no document: nothing at all, or only blanks, comments and document marks.",
      "Write a JobFlow into it, or leave the file out."),
  NOT_TEXT(
      105,
      "Not a text file",
      "The file is binary, or its text is not UTF-8.",
      "Name the manifest itself; save it as UTF-8."),
  FILE_TOO_LARGE(
      106,
      "File too large",
      "The file has more than 32 MiB. One object can have 1.5 MiB in a cluster.",
      "Split the file."),
  SYNTAX(
      107,
      "YAML or JSON syntax",
      "The text is no YAML from this place on. Documents after the next '---' are still checked.",
      "Most often the indentation, a missing space after ':' or a missing quote is to blame, on"
          + " this line or on the one before."),
  TAB(
      108,
      "Tab as indentation",
      "YAML does not allow tabs where it expects indentation.",
      "Replace the tab by spaces."),
  DUPLICATE_KEY(
      109,
      "Key given twice",
      "A mapping has the same key twice. Parsers keep one of the two without a word; kubectl"
          + " refuses it.",
      "Delete one of the two, or merge them."),
  TOO_DEEP(
      110,
      "Nested too deeply",
      "Values are nested more than 100 levels deep. No manifest needs that, and it exhausts the"
          + " stack of many a parser.",
      "Flatten the document."),
  ALIAS(
      111,
      "Alias that explodes",
      "Aliases make the document many times larger than its text, or an alias stands within what"
          + " it names.",
      "Write the values out, or use fewer aliases of aliases."),
  NOT_JSON(
      112,
      "No such value in Kubernetes",
      "Kubernetes takes what JSON can say. A key that is no plain text, a tag of YAML that does not"
          + " fit its value, and numbers such as .nan and .inf have no counterpart there.",
      "Write plain text, a number, true or false; quote it where text is meant."),
  NOT_A_MAPPING(
      113,
      "Document is no object",
      "The document is a list or a single value, where an object with apiVersion, kind, metadata"
          + " and spec is expected.",
      "Check the indentation of its first lines. Several objects are separated by '---'."),
  FOREIGN_TAG(
      114,
      "Tag that means nothing to Kubernetes",
      "kubectl and the API server pass over tags that are not YAML's own without a word, and take a"
          + " tagged scalar as text. Whoever wrote the tag expects something else.",
      "Delete the tag, or apply what the tool that knows it makes of the file."),

  NOTHING_OF_OURS(
      120,
      "No JobFlow in the input",
      "The file holds objects, but neither a JobFlow nor a JobTemplate.",
      "Name the file that holds the JobFlow."),
  BAD_KIND(
      121,
      "Kind missing or unknown",
      "The object has no kind, or its apiVersion is ours and its kind is not.",
      "Write kind: JobFlow or kind: JobTemplate."),
  BAD_API_VERSION(
      122,
      "apiVersion missing or unknown",
      "The kind is ours, but the apiVersion is absent or another one.",
      "Write apiVersion: api.practice.com/v1alpha1."),
  NO_NAME(
      123,
      "Object without a name",
      "metadata.name is missing, and so is metadata.generateName.",
      "Give the object a name."),
  BAD_NAME(
      124,
      "Bad object name",
      "The name or namespace is nothing that Kubernetes accepts: at most 253 (a namespace: 63) of"
          + " a-z, 0-9, '-' and, in names, '.', with a letter or digit at both ends.",
      "Rename the object."),
  DUPLICATE_OBJECT(
      125,
      "Object given twice",
      "Two objects of the input have the same kind, namespace and name; the later one would replace"
          + " the earlier.",
      "Rename one, or delete it."),
  BAD_LABEL(
      126,
      "Bad label",
      "A label's key or value is nothing that Kubernetes accepts: at most 63 letters, digits, '-',"
          + " '_' and '.', with a letter or digit at both ends; a key may have a prefix such as"
          + " example.com/.",
      "Shorten or correct it; what does not fit into a label can be an annotation."),
  BAD_ANNOTATION(
      127,
      "Bad annotation",
      "An annotation's key is nothing that Kubernetes accepts (the same as for labels), or the"
          + " annotations of the object have more than 256 KiB.",
      "Correct the key; keep large values in a ConfigMap."),

  UNKNOWN_FIELD(
      140,
      "Unknown field",
      "The schema has no such field here. kubectl apply refuses it or, told not to validate, drops"
          + " it.",
      "Correct the spelling, or the indentation that put the field here."),
  WRONG_TYPE(
      141,
      "Wrong type",
      "The value is of another type than the schema says. Kubernetes reads YAML 1.1, where yes, no,"
          + " on, off, y and n are booleans and 010 is the number 8.",
      "Write a value of the expected type; quote it where text is meant."),
  MISSING_FIELD(142, "Required field missing", "The schema requires the field.", "Add the field."),
  NOT_ALLOWED(
      143,
      "Value not among the allowed ones",
      "The field takes one of a few words. Upper and lower case matter.",
      "Use one of the words that the message lists."),
  OUT_OF_RANGE(
      144,
      "Number out of range",
      "The number is too small or too large for the field.",
      "Use a number within the range that the message names."),
  BAD_LENGTH(
      145,
      "Too few, too many, too short or too long",
      "A list has too few or too many items, or a text too few or too many characters.",
      "Bring it into the range that the message names."),
  BAD_PATTERN(
      146,
      "Text of the wrong form",
      "The text does not match the pattern that the schema gives for the field.",
      "Write the text in that form."),
  BAD_FORMAT(
      147,
      "Text or number of the wrong format",
      "The value does not fit the format of the field, such as int32 or date-time.",
      "Write the value in that format."),
  DUPLICATE_ITEM(
      148,
      "List item given twice",
      "Two items of the list have the same key, such as the same name; the API server refuses"
          + " that.",
      "Rename one, or delete it."),

  TWO_TEMPLATES(
      160,
      "Both jobTemplate and jobTemplateRef",
      "A flow has exactly one of the two.",
      "Delete one of them."),
  NO_TEMPLATE(
      161,
      "Flow without a Job",
      "The flow has neither jobTemplate nor jobTemplateRef, so there is nothing to run.",
      "Add a jobTemplate, or name a JobTemplate by jobTemplateRef."),
  TOO_LARGE(
      162,
      "Object too large",
      "The object together with the status it can grow (120 bytes a flow) is larger than the 1.5"
          + " MiB that etcd stores.",
      "Move templates into JobTemplate objects, or split the JobFlow."),

  NO_FLOWS(180, "No flows", "The JobFlow has no flow.", "Add at least one flow."),
  BAD_FLOW_NAME(
      181,
      "Bad flow name",
      "A flow's name is absent or no DNS-1123 label: at most 63 of a-z, 0-9 and '-', with a letter"
          + " or digit at both ends.",
      "Rename the flow."),
  DUPLICATE_FLOW(
      182,
      "Flow name given twice",
      "Two flows, finally flows included, have the same name.",
      "Rename one."),
  UNKNOWN_FLOW(
      183,
      "Dependency on an unknown flow",
      "No flow has the name that a dependency gives.",
      "Correct the name, or add the flow."),
  SELF_DEPENDENCY(184, "Flow depends on itself", "It could never start.", "Delete the dependency."),
  CYCLE(
      185,
      "Dependency cycle",
      "Flows wait for each other in a circle, so none of them could ever start. The message names"
          + " the circle in order.",
      "Delete one of its dependencies."),
  DEPENDS_ON_FINALLY(
      186,
      "Flow depends on a finally flow",
      "finally flows run after all other flows have ended.",
      "Move the one flow into finally, or the other out of it."),
  BAD_EXPRESSION(
      187,
      "Bad depends expression",
      "The expression does not parse. It is made of flow names, each with .Succeeded, .Failed,"
          + " .Skipped or .Finished or without, and of &&, ||, !, ( ) and atLeast(k, a, b, c).",
      "Correct it at the column that the message names."),
  TWO_DEPENDENCIES(
      188,
      "Both dependencies and depends",
      "A flow says what it waits for in one of the two ways.",
      "Write the list into the expression, joined by &&, and delete the list."),

  NOT_ON_ONE_MACHINE(
      190,
      "Not possible on one machine",
      "jobflow run cannot honour the field with the runtime that was chosen. The manifest itself is"
          + " fine: a cluster can.",
      "Do what the message says, run only other flows by --only, or run it on a cluster."),

  RESTART_POLICY(
      201,
      "restartPolicy has no effect",
      "Pods of a flow always run with restartPolicy Never, whatever the manifest says.",
      "Delete the field, or write Never. Retries are the Job's backoffLimit and the flow's retry."),
  NAME_CUT(
      202,
      "Job name will be cut",
      "The Job's name, <jobflow>-<flow>, is longer than the 63 characters that Kubernetes allows,"
          + " so it is cut and gets a hash.",
      "Shorten one of the names if people or scripts look for the Job by name."),
  REDUNDANT_EDGE(
      203,
      "Dependency that follows from others",
      "The flow waits for it anyway, through another of its dependencies.",
      "Delete it to make the manifest shorter, or keep it for the reader: the run is the same."),
  REPEATED_DEPENDENCY(
      204,
      "Dependency listed twice",
      "The list names the same flow twice; it counts once.",
      "Delete one of the two."),
  NEARLY_TOO_LARGE(
      205,
      "Object nearly too large",
      "The object together with the status it can grow fills more than 80 % of the 1.5 MiB that"
          + " etcd stores.",
      "Move templates into JobTemplate objects, or split the JobFlow."),
  DANGLING_REFERENCE(
      206,
      "JobTemplate not in the input",
      "No JobTemplate of this name is in the files that were given. It may be in the cluster.",
      "Name its file too, or correct the name."),
  BORN_CANCELLED(
      207,
      "Cancelled from the start",
      "cancel: true in a manifest ends the run before a flow has started.",
      "Delete the field; it is for a JobFlow that runs."),
  STATUS_WRITTEN(
      208,
      "Status in a manifest",
      "The operator writes the status; what a manifest says there is dropped.",
      "Delete the field."),
  UNKNOWN_TO_US(
      209,
      "Field unknown to this version",
      "The schema does not know the field, but lets it through, because a newer cluster may know"
          + " it.",
      "Check the spelling and the indentation."),
  SERVER_SIDE_ONLY(
      210,
      "Too large for client-side apply",
      "kubectl apply keeps a copy of the object in an annotation, which can have 256 KiB.",
      "Use kubectl apply --server-side, or kubectl create."),
  OWN_LABEL(
      211,
      "Label has no effect",
      "jobflow writes this label itself on every Job and pod, over whatever the manifest says.",
      "Delete it, or use a key of your own."),

  OTHER_KIND(
      301,
      "Object of another kind",
      "The file also holds objects that are not ours; they are not checked.",
      "Nothing.");

  private final int number;
  private final String title;
  private final String explanation;
  private final String remedy;

  Code(int number, String title, String explanation, String remedy) {
    this.number = number;
    this.title = title;
    this.explanation = explanation;
    this.remedy = remedy;
  }

  /** Returns the code as it is printed, such as {@code JF101}. */
  public String id() {
    return "JF" + number;
  }

  /** Returns how bad it is: 1xx errors, 2xx warnings, 3xx notes. */
  public Severity severity() {
    return number < 200 ? Severity.ERROR : number < 300 ? Severity.WARNING : Severity.NOTE;
  }

  /** Returns a few words that name it. */
  public String title() {
    return title;
  }

  /** Returns what it means, in a sentence or two. */
  public String explanation() {
    return explanation;
  }

  /** Returns what to do about it. */
  public String remedy() {
    return remedy;
  }
}

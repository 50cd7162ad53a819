package com.practice.jobflow.cli.check;

import com.practice.jobflow.cli.manifest.Code;
import com.practice.jobflow.cli.manifest.MappingValue;
import com.practice.jobflow.cli.manifest.Problems;
import com.practice.jobflow.cli.manifest.Value;
import java.util.List;

/** The rules between fields: what the CRD says in CEL and can be broken by one manifest alone. */
final class RuleCheck {
  static final long MOST_BYTES = 3L << 19;
  private static final long STATUS_BYTES_PER_FLOW = 120;
  private static final long CLIENT_SIDE_BYTES = 256L << 10;

  private RuleCheck() {}

  static void check(MappingValue root, Problems problems) {
    MappingValue spec = root.mapping("spec");
    if (spec == null) {
      return;
    }
    int flows = 0;
    for (String list : List.of("flows", "finally")) {
      List<Value> items = spec.items(list);
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i) instanceof MappingValue flow) {
          oneTemplate(flow, "spec." + list + "[" + i + "]", problems);
        }
      }
      flows += items.size();
    }
    size(root, flows, problems);
  }

  private static void oneTemplate(MappingValue flow, String path, Problems problems) {
    MappingValue.Entry reference = flow.entry("jobTemplateRef");
    boolean inline = flow.get("jobTemplate") != null;
    boolean referring = flow.get("jobTemplateRef") != null;
    if (inline && referring && reference != null) {
      problems.addAtKey(
          Code.TWO_TEMPLATES,
          reference,
          path + ".jobTemplateRef",
          "the flow has both jobTemplate and jobTemplateRef; keep one");
    } else if (!inline && !referring) {
      problems.add(
          Code.NO_TEMPLATE,
          flow,
          path,
          "the flow has neither jobTemplate nor jobTemplateRef; add one of them");
    }
  }

  private static void size(MappingValue root, int flows, Problems problems) {
    long written = ObjectSize.bytes(root);
    long status = flows * STATUS_BYTES_PER_FLOW;
    long all = written + status;
    String words =
        written
            + " bytes and up to "
            + status
            + " bytes of status are "
            + percent(all)
            + " % of the 1.5 MiB that one object can have";
    if (all > MOST_BYTES) {
      problems.add(Code.TOO_LARGE, root, "", words);
    } else if (all > MOST_BYTES * 8 / 10) {
      problems.add(Code.NEARLY_TOO_LARGE, root, "", words);
    }
    if (written > CLIENT_SIDE_BYTES && all <= MOST_BYTES) {
      problems.add(
          Code.SERVER_SIDE_ONLY,
          root,
          "",
          written
              + " bytes are more than kubectl apply can copy into its annotation (256 KiB);"
              + " apply it with --server-side");
    }
  }

  private static long percent(long bytes) {
    return (bytes * 100 + MOST_BYTES - 1) / MOST_BYTES;
  }
}

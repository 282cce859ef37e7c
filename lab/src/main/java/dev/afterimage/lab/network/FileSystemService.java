// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.network;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.service.Input;
import dev.afterimage.lab.service.ModelledService;
import dev.afterimage.lab.service.Pages;
import java.util.List;

/** EFS as its API shows the file systems. */
public final class FileSystemService extends ModelledService {
  private static final Pages MARKED =
      new Pages("Marker", "NextMarker", "MaxItems", 100, 1000, 1000);
  private static final Pages POINTS = Pages.of("NextToken", "MaxResults", 100, 100);

  private final FileSystems systems;

  /** The file systems as their API shows them. */
  public FileSystemService(FileSystems systems) {
    super("elasticfilesystem");
    this.systems = requireNonNull(systems, "systems is null");
    operation(
        "DescribeFileSystems", "FileSystemId CreationToken Marker MaxItems", this::describeSystems);
    operation(
        "DescribeMountTargets",
        "FileSystemId MountTargetId AccessPointId Marker MaxItems",
        this::describeTargets);
    operation(
        "DescribeAccessPoints",
        "FileSystemId AccessPointId MaxResults NextToken",
        this::describePoints);
  }

  private ObjectNode describeSystems(Input input) throws ServiceException {
    List<ObjectNode> found = select(systems.systems(), input, "FileSystemId", "FileSystemNotFound");
    return answer("FileSystems", found, MARKED, input);
  }

  private ObjectNode describeTargets(Input input) throws ServiceException {
    if (input.has("AccessPointId")) {
      ObjectNode point =
          byId(systems.points(), input.required("AccessPointId"), "AccessPointNotFound");
      String system = point.path("FileSystemId").asText();
      return answer("MountTargets", of(systems.targets(), "FileSystemId", system), MARKED, input);
    }
    if (input.has("MountTargetId")) {
      return answer(
          "MountTargets",
          select(systems.targets(), input, "MountTargetId", "MountTargetNotFound"),
          MARKED,
          input);
    }
    String system = input.required("FileSystemId");
    byId(systems.systems(), system, "FileSystemNotFound");
    return answer("MountTargets", of(systems.targets(), "FileSystemId", system), MARKED, input);
  }

  private ObjectNode describePoints(Input input) throws ServiceException {
    if (input.has("FileSystemId")) {
      String system = input.required("FileSystemId");
      return answer("AccessPoints", of(systems.points(), "FileSystemId", system), POINTS, input);
    }
    List<ObjectNode> found =
        select(systems.points(), input, "AccessPointId", "AccessPointNotFound");
    return answer("AccessPoints", found, POINTS, input);
  }

  private static List<ObjectNode> select(
      Resources resources, Input input, String member, String missing) throws ServiceException {
    return input.has(member)
        ? List.of(byId(resources, input.required(member), missing))
        : List.copyOf(resources.all());
  }

  private static ObjectNode byId(Resources resources, String id, String missing)
      throws ServiceException {
    String bare = id.substring(id.lastIndexOf('/') + 1);
    return resources
        .get(bare)
        .orElseThrow(() -> new ServiceException(missing, 404, bare + " does not exist."));
  }

  private static List<ObjectNode> of(Resources resources, String member, String value) {
    return resources.all().stream()
        .filter(node -> node.path(member).asText().equals(value))
        .toList();
  }

  private static ObjectNode answer(String array, List<ObjectNode> found, Pages pages, Input input)
      throws ServiceException {
    Pages.Page<ObjectNode> page = pages.page(found, input);
    ObjectNode answer = Json.object();
    answer.set(array, Json.nodes(page.items()));
    pages.write(answer, page.next());
    return answer.deepCopy();
  }
}

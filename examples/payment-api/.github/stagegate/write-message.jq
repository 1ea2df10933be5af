# How a run ended. The first row that matches wins, worst first.
include "message";

# People know a deployment by its environment, as the request for its approval names it, and any other job by its id.
def jobs: map(if .deploys then "the deployment to \(.place)" else .job end) | join(", ");
def places: map(.place) | join(", ");

(env.NEEDS | fromjson) as $needs
| ((env.ENVIRONMENTS // "") | if . == "" then {} else fromjson end) as $places
| (env.WARN_JOBS | words) as $warns
| [env.JOBS | words[]
    | {job: ., result: ($needs[.].result // "failure"), rollback: ($needs[.].outputs.rollback // ""), deploys: in($places), place: $places[.]}]
| (map(select(.job | IN($warns[])) | select(.result == "failure"))) as $warned
| map(select(.job | IN($warns[]) | not)) as $all
| ($all | map(select(.result == "failure"))) as $failed
| ($all | map(select(.result == "cancelled"))) as $cancelled
| ($all | map(select(.deploys))) as $releases
| ($releases | map(select(.result == "success"))) as $reached
| ($releases | map(select(.result == "skipped"))) as $left_out
| ($failed + $cancelled | map(select(.rollback == "failure"))) as $stuck
| ($failed | map(select(.rollback == "success"))) as $returned
| ($failed | map(select(.deploys and .rollback == ""))) as $refused
| ($cancelled | map(select(.deploys and .rollback != ""))) as $interrupted
| (if $reached == [] then "failed" else "partial" end) as $failure
| (if $stuck != [] then
    {status: "rollback-failed", says: "ROLLBACK FAILED", color: "#b60205",
     detail: "\($stuck | places): neither the new version nor the old one is known to work. A person is needed now."}
  elif $returned != [] then
    {status: "rolled-back", says: "rolled back", color: "#d93f0b",
     detail: "\($failed | jobs) failed; \($returned | places) runs the version it had before."}
  elif $refused != [] then
    {status: $failure, color: "#d93f0b", detail: "\($refused | places) was not approved, or its job did not start or was lost."}
  elif $failed != [] then
    {status: $failure, color: "#b60205", detail: "stopped at \($failed | jobs)."}
  elif $interrupted != [] then
    {status: "cancelled", color: "#d93f0b", detail: "\($interrupted | places) was interrupted during its deployment: look at it."}
  elif $cancelled != [] then
    {status: "cancelled", color: "#6a737d", detail: "at \($cancelled | jobs), by hand or for a newer run."}
  elif $releases == [] then
    {status: "checked", color: "#0e8a16", detail: "every check passed."}
  elif $reached == [] then
    {status: "checked", color: "#0e8a16", detail: "every check passed; this branch is not deployed."}
  elif $left_out == [] then
    {status: "success", color: "#0e8a16", detail: "deployed to \($reached | places)."}
  else
    {status: "success", color: "#0e8a16", detail: "deployed to \($reached | places), not to \($left_out | places)."}
  end) as $verdict
| {
    status: $verdict.status,
    color: $verdict.color,
    headline: "\(env.SERVICE): \($verdict.says // $verdict.status)",
    detail: ($verdict.detail + if $warned == [] then "" else " \($warned | jobs) failed, which only warns." end),
    fields: [
      commit_field,
      author_field,
      {title: "Deployed in this run", text: (if $reached == [] then "nowhere" else $reached | places end)},
      {title: "Run", text: "Run \(env.GITHUB_RUN_NUMBER), attempt \(env.GITHUB_RUN_ATTEMPT)",
       url: "\(run)/attempts/\(env.GITHUB_RUN_ATTEMPT)"}
    ]
  }

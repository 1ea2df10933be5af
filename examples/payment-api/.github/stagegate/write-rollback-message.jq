# How a rollback on demand ended. The first row that matches wins.
include "message";

(env.NEEDS | fromjson | map(select(.result != "skipped"))) as $ran
| ($ran | map(.outputs.to // "" | select(. != "")) | first // "") as $to
| ($ran | map(.outputs.from // "" | select(. != "")) | first // "unknown") as $from
| (if $ran == [] then
    {status: "failed", color: "#d93f0b",
     detail: "nothing was changed: \(env.GITHUB_REF_NAME) is not deployed there. Start it where deployments come from."}
  elif all($ran[]; .result == "success") then
    {status: "rolled-back", says: "rolled back", color: "#0e8a16",
     detail: "runs \($to) again, in place of \($from)."}
  elif $to != "" then
    {status: "rollback-failed", says: "ROLLBACK FAILED", color: "#b60205",
     detail: "should run \($to) again, and is not known to work. A person is needed now."}
  elif any($ran[]; .result == "failure") then
    {status: "failed", color: "#b60205",
     detail: "it was refused or not approved, or its job did not start: nothing was changed. Where its machine was lost, look."}
  else
    {status: "cancelled", color: "#6a737d", detail: "nothing was changed: by hand, or a newer run took its place in line."}
  end) as $verdict
| {
    status: $verdict.status,
    color: $verdict.color,
    headline: "\(env.SERVICE): \($verdict.says // "rollback \($verdict.status)")",
    detail: "\(env.ENVIRONMENT): \($verdict.detail)",
    fields: [
      {title: "Reason", text: (env.REASON // "")},
      author_field,
      {title: "Run", text: "Run \(env.GITHUB_RUN_NUMBER)", url: run}
    ]
  }

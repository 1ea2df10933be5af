# What Helm's history and the labels say of a revision, and of all. Input: the list of list-revisions.sh, or one of it.

# It was deployed. Not every superseded one was: Helm supersedes a failed revision too, as soon as the next one succeeds where
# nothing was deployed, or as soon as a rollback from it fails. Its description stays.
def was_deployed:
  (.status == "deployed" or .status == "superseded")
  and (.description // ""
    | test("^(Release|Upgrade|Rollback) \"[^\"]*\" failed: |^Preparing upgrade$|^Initial install underway$") | not);

# The revision that a rollback made it out of.
def made_from:
  (.description // "" | [scan("^Rollback to ([0-9]+)$")[0] | tonumber] | first) as $from
  | if $from != null and $from < .revision then $from else null end;

# It has passed what comes after the deployment, or the revision has that a rollback made it out of; where that one is gone from
# the history, the label that Helm took over from it counts. An upgrade by hand takes the label over too, and is another. One
# without label was deployed by others, or before there were labels: Helm's word is all there is.
def was_verified($all):
  .labels.verified as $mark
  | made_from as $from
  | if $mark == null or $mark == (.revision | tostring) then true
    elif $mark == "no" or $from == null then false
    else [$all[] | select(.revision == $from)] | length == 0 or (first | was_verified($all))
    end;

def was_good($all): was_deployed and was_verified($all);

# What runs. After a rollback that failed Helm has none deployed any more: then what was, last.
def live:
  if length == 0 or last.status == "uninstalled" then null
  else (map(select(.status == "deployed")) | last) // (map(select(was_deployed)) | last)
  end;

# Seconds since 1970 of a time as Helm writes it, in whatever zone.
def seconds:
  capture("^(?<time>[0-9T:-]{19})(?:\\.[0-9]+)?(?<zone>Z|[+-][0-9]{2}:[0-9]{2})$")
  | (.zone | if . == "Z" then 0 else (.[1:3] | tonumber) * 3600 + (.[4:6] | tonumber) * 60 end) as $ahead
  | (.time + "Z" | fromdate) - (if .zone[0:1] == "-" then -$ahead else $ahead end);

# Since when it runs, as far as anybody knows: Helm tells when it began. When Helm changed its record it tells as well, but of an
# upgrade it tells when that was for the first of all, since it hands that label on.
def runs_since:
  [(.updated // "" | seconds?), (.labels.modified // "" | tonumber?)]
  + (if .labels.verified == (.revision | tostring) then [.labels.at // "" | tonumber?] else [] end)
  | max;

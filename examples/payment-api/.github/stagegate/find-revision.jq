# The revision to return to. Input: revisions of a release, oldest first, each with its digest and repository.
include "revision";

. as $all
| ($all | last) as $newest
| def good: was_good($all) and (.digest | test("^sha256:[0-9a-f]{64}$"));
  # A rollback made its revision out of an older one, which may be gone by now.
  def origin:
    made_from as $from
    | if $from == null then . else (first($all[] | select(.revision == $from)) // {revision: $from}) | origin end;
  # What ran before, as undoing goes: not what somebody or something has gone back from already.
  def before($digest):
    origin.revision as $made
    | ($all | map(select(good and .revision < $made)) | last)
    | if . != null and .digest == $digest then before($digest) else . end;
  ($newest.status == "deployed") as $known
| env.DIGEST as $wanted
| ([env.ASKED // "" | tonumber?] | first) as $asked
| if $wanted == null or $wanted == "" then
    if $known | not then {refused: "unknown"}
    else $newest | before($newest.digest) // {refused: "gone"}
      | if .refused != null or $asked == null then .
        elif ($newest | runs_since) == null then {refused: "undated"}
        elif ($newest | runs_since) > $asked then {refused: "newer"}
        else . end
    end
  elif $known and $newest.digest == $wanted then {refused: "runs"}
  else ($all | map(select(good and .digest == $wanted)) | last // {refused: "never"})
  end
| {revision, to: .digest, repository, from: $newest.digest, newest: $newest.revision, status: $newest.status, refused}

# What Helm's history says of a revision.

# It was deployed. Not every superseded one was: Helm supersedes a failed revision too, as soon as the next one succeeds where
# nothing was deployed, or as soon as a rollback from it fails. Its description stays.
def was_deployed:
  (.status == "deployed" or .status == "superseded")
  and (.description // ""
    | test("^(Release|Upgrade|Rollback) \"[^\"]*\" failed: |^Preparing upgrade$|^Initial install underway$") | not);

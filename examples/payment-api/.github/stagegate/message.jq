# What every message about a run shares. Plain text throughout: the script that sends it escapes for its target.

def repository: "\(env.GITHUB_SERVER_URL // "https://github.com")/\(env.GITHUB_REPOSITORY)";
def run: "\(repository)/actions/runs/\(env.GITHUB_RUN_ID)";
def commit: env.COMMIT | if . == null or . == "" then env.GITHUB_SHA else . end;

def commit_field:
  {title: "Commit", text: "\(commit[:7]) on \(env.GITHUB_REF_NAME)", url: "\(repository)/commit/\(commit | @uri)"};
def author_field: {title: "Author", text: env.GITHUB_ACTOR};

# Names in a list that is separated by white space.
def words: [. // "" | splits("\\s+") | select(. != "")];

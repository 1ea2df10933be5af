# The text of the issue, from what stagegate environments check --json says. $visibility is that of the repository.

def one_line: gsub("[\\x00-\\x1f\\x7f]"; " ") | if length > 300 then .[:299] + "…" else . end;
def counted($noun): "\(.) \($noun)\(if . == 1 then "" else "s" end)";

[ .sections[]
  | select(.changes + .missing != [])
  | (.environment // "repository") as $place
  | if $visibility == "public" then "\($place): \(.changes + .missing | length | counted("difference"))"
    else
      $place,
      (.changes[] | "  \(.sign) \(.text)\(if .weaker then "  (less protection)" else "" end)"),
      (.missing[] | "  ! \(.kind) \(.name) is not set")
    end
  | one_line ] as $lines
# Indented text is shown as it is: no mention, link or marker in it counts, and no line of it ends the block.
| [ "<!-- stagegate: drift -->",
    "GitHub's settings differ from what this repository describes: somebody changed them there, or what is described was never applied.",
    "",
    ($lines[:150][] | "    \(.)"),
    ($lines[150:] | select(. != []) | "    and \(length | counted("more line"))"),
    "",
    (if $visibility == "public" then "What differs is not told here, since everybody can read this. " else "" end)
    + "`npx stagegate environments plan` shows it all, `npx stagegate environments apply` mends it. The next run brings this issue up to date, and closes it when nothing differs any more."
  ]
| join("\n")

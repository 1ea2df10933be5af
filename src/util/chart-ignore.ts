/** Whether Helm leaves a file or folder of a chart out; the path is from the chart's folder. */
export type IsIgnored = (path: string, isFolder: boolean) => boolean;

interface Rule {
  readonly isNegative: boolean;
  readonly isForFolders: boolean;
  /** Asked of the whole path where the rule holds a slash, otherwise of the name alone. */
  readonly ofPath: boolean;
  readonly pattern: RegExp;
}

/** What Helm leaves out of every chart. */
const ALWAYS = 'templates/.?*';

/**
 * The rules of a `.helmignore`, as Helm takes them: the first that says something about a path decides, and one with `!` leaves
 * out whatever it does not name. Throws where Helm refuses the file.
 */
export function ignoredBy(text: string): IsIgnored {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const rules = [...lines, ALWAYS]
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(ruleOf);
  const isLeftOut: IsIgnored = (path, isFolder) => {
    for (const rule of rules) {
      const matches = rule.pattern.test(rule.ofPath ? path : path.slice(path.lastIndexOf('/') + 1));
      const applies = isFolder || !rule.isForFolders;
      if (rule.isNegative ? !applies || !matches : applies && matches) return true;
    }
    return false;
  };
  return (path, isFolder) => {
    const parts = path.split('/');
    const above = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
    return above.some((folder) => isLeftOut(folder, true)) || isLeftOut(path, isFolder);
  };
}

function ruleOf(line: string): Rule {
  if (line.includes('**')) throw new Error(`"${line}" holds **, which Helm does not take`);
  const [, negation, name, end] = /^(!?)(.*?)(\/?)$/.exec(line) ?? [];
  return {
    isNegative: negation !== '',
    isForFolders: end !== '',
    ofPath: name.includes('/'),
    pattern: patternOf(name.replace(/^\//, ''), line),
  };
}

/** As Go's `filepath.Match`: no star and no question mark goes over a slash. */
function patternOf(glob: string, line: string): RegExp {
  const parts = glob.match(/\\.|\[\^?(?:\\.|[^\]\\])+\]|./gu) ?? [];
  const source = parts.map((part) => {
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part === '[' || part === '\\') throw new Error(`"${line}" is no pattern: ${part} is not closed`);
    return part.startsWith('[') ? part : part.replace(/^\\?([^a-z0-9])$/i, '\\$1').replace(/^\\([a-z0-9])$/i, '$1');
  });
  return new RegExp(`^${source.join('')}$`);
}

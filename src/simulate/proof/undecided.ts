/** Nothing can be said about the pipeline, for a reason that its author can mend. */
export class Undecided extends Error {
  public constructor(
    what: string,
    public readonly remedy: string,
  ) {
    super(what);
    this.name = 'Undecided';
  }
}

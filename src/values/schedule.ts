/** How stages follow one another. Gates stand in front of every deployment either way. */
export enum Schedule {
  /** Every stage waits for the one before it. */
  STAGED = 'staged',

  /** A job starts as soon as what it reads is there; deployments wait for every gate. */
  DATAFLOW = 'dataflow',
}

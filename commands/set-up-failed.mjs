/** What the user must mend before the project can run; its message is the one line to show. */
export class SetUpFailed extends Error {}

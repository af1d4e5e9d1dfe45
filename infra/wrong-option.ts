/** An option whose form is wrong: `message` is the one line to show. */
export class WrongOption extends Error {}

/** A template that cannot be run: names the place in the template, never a value of it. */
export class TemplateError extends Error {
  readonly place: string;

  /** @param place logical id, or the section of the template. */
  constructor(place: string, reason: string) {
    super(`${place}: ${reason}`);
    this.name = "TemplateError";
    this.place = place;
  }
}

/** As git writes them, and as the editor looks for them. */
const marker = /^(?:<{7}|>{7})(?: |$)/m;

/** True when a text still has places where somebody must choose between two versions. */
export function hasConflictMarkers(text: string): boolean {
  return marker.test(text);
}

/** A rectangle in percent of the area. */
export interface Rectangle { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/**
 * Divides a rectangle into one for each size, whose areas are proportional and which are as square as possible. The sizes are positive, the
 * largest first.
 *
 * @see Bruls, Huizing, van Wijk: Squarified Treemaps, 2000
 */
export function squarified(sizes: number[], area: Rectangle): Rectangle[] {
  const total = sizes.reduce((all, size) => all + size, 0);
  const scale = area.width * area.height / total;
  const found: Rectangle[] = [];
  let [rest, row]: [Rectangle, number[]] = [area, []];
  for (const size of sizes.map(one => one * scale)) {
    const side = Math.min(rest.width, rest.height);
    if (row.length && worst([...row, size], side) > worst(row, side)) {
      rest = place(row, rest, found);
      row = [];
    }
    row.push(size);
  }
  place(row, rest, found);
  return found;
}

/** The ratio of the longer to the shorter side of the rectangle that is the least square, if a row is laid along a side. */
function worst(row: number[], side: number): number {
  const sum = row.reduce((all, size) => all + size, 0);
  return Math.max(side ** 2 * row[0] / sum ** 2, sum ** 2 / (side ** 2 * row[row.length - 1]));
}

/** Lays a row along the shorter side, and returns what is left of the area. */
function place(row: number[], { x, y, width, height }: Rectangle, found: Rectangle[]): Rectangle {
  const sum = row.reduce((all, size) => all + size, 0);
  const isUpright = width >= height;
  const thickness = sum / (isUpright ? height : width) || 0;
  let offset = 0;
  for (const size of row) {
    const length = size / thickness || 0;
    found.push(isUpright ? { x, y: y + offset, width: thickness, height: length } : { x: x + offset, y, width: length, height: thickness });
    offset += length;
  }
  return isUpright ? { x: x + thickness, y, width: width - thickness, height } : { x, y: y + thickness, width, height: height - thickness };
}

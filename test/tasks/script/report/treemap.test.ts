import fc from 'fast-check';
import { Rectangle, squarified } from '../../../../src/tasks/script/report/treemap';

/** The area that two rectangles share. */
function overlap(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}

test('areas are proportional, inside, and do not overlap', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 1, maxLength: 60 }), (numbers) => {
    const sizes = numbers.sort((one, other) => other - one);
    const total = sizes.reduce((all, size) => all + size, 0);
    const found = squarified(sizes, { x: 10, y: 20, width: 60, height: 40 });
    expect(found).toHaveLength(sizes.length);
    found.forEach((area, index) => {
      expect(area.width * area.height).toBeCloseTo(2400 * sizes[index] / total, 5);
      expect([area.x >= 9.999, area.y >= 19.999, area.x + area.width <= 70.001, area.y + area.height <= 60.001]).toEqual([true, true, true, true]);
      expect(found.slice(0, index).every(other => overlap(area, other) < 1e-6)).toBe(true);
    });
  }), { numRuns: 100, seed: 1 });
});

test('equal sizes are squares', () => {
  const found = squarified([1, 1, 1, 1], { x: 0, y: 0, width: 100, height: 100 });
  expect(found.map(({ width, height }) => [width, height])).toEqual(Array(4).fill([50, 50]));
});

test('nothing has no area', () => {
  expect(squarified([], { x: 0, y: 0, width: 100, height: 100 })).toEqual([]);
});

import fc from 'fast-check';
import { squarified } from '../../../../src/tasks/script/report/treemap';

test('areas are proportional, inside, and do not overlap', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 1, maxLength: 60 }), (numbers) => {
    const sizes = numbers.sort((one, other) => other - one);
    const total = sizes.reduce((all, size) => all + size, 0);
    const found = squarified(sizes, { x: 10, y: 20, width: 60, height: 40 });
    expect(found).toHaveLength(sizes.length);
    found.forEach(({ x, y, width, height }, index) => {
      expect(width * height).toBeCloseTo(2400 * sizes[index] / total, 5);
      expect([x >= 9.999, y >= 19.999, x + width <= 70.001, y + height <= 60.001]).toEqual([true, true, true, true]);
    });
    for (let one = 0; one < found.length; one++) {
      for (let other = 0; other < one; other++) {
        const [a, b] = [found[one], found[other]];
        const [width, height] = [Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x), Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)];
        expect(Math.max(0, width) * Math.max(0, height)).toBeLessThan(1e-6);
      }
    }
  }), { numRuns: 100, seed: 1 });
});

test('equal sizes are squares', () => {
  expect(squarified([1, 1, 1, 1], { x: 0, y: 0, width: 100, height: 100 }).map(({ width, height }) => [width, height])).toEqual(Array(4).fill([50, 50]));
});

test('nothing has no area', () => {
  expect(squarified([], { x: 0, y: 0, width: 100, height: 100 })).toEqual([]);
});

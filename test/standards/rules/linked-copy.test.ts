import { BaseImage } from '../../../src';
import { Change, findings } from '../check';

const message = (folder: string, stage = 'production') =>
  `${stage} copies below ${folder} with --link: that is a symbolic link, which a folder would replace. Copy to the link's target, or without link.`;
const copyTo = (destination: string, link = true): Change => ({ production }) => production.copy(['/x'], destination, { fromStage: 'builder', link });

test.each(['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/var/run', '/var/lock'])('%s is a link', (folder) => {
  expect(findings('linked-copy', {}, copyTo(folder))).toEqual([message(folder)]);
  expect(findings('linked-copy', {}, copyTo(`${folder}/x/`))).toEqual([message(folder)]);
  expect(findings('linked-copy', {}, copyTo(`${folder}/x`, false))).toEqual([]);
});

test.each(['/usr/lib/x', '/library', '/var/lib/x', '/', '/opt/bin'])('%s is not a link', (folder) => {
  expect(findings('linked-copy', {}, copyTo(folder))).toEqual([]);
});

test('Alpine has fewer links', () => {
  expect(findings('linked-copy', { baseImage: BaseImage.alpine() }, copyTo('/lib/x'))).toEqual([]);
  expect(findings('linked-copy', { baseImage: BaseImage.alpine() }, copyTo('/var/run/x'))).toEqual([message('/var/run')]);
});

test.each([['COPY --link=true /x /bin/', 1], ['COPY --link=false /x /bin/', 0], ['ADD --link /x /bin/', 0], ['COPY --chmod=755 --link ["/x", "/bin/x"]', 1]])('%s in all stages', (line, count) => {
  expect(findings('linked-copy', {}, ({ dev }) => dev.raw(line))).toEqual(count ? [message('/bin', 'dev')] : []);
});

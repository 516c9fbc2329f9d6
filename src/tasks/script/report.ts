import { imageArguments } from './image/image-arguments';
import { withImage } from './image/local-image';
import { writeResults } from './image/result-files';
import { shown } from './image/shown';
import { Problem } from './problem';
import { comparison } from './report/comparison';
import { contentsOf } from './report/contents';
import { ReportFacts, reportFacts, startFacts } from './report/facts';
import { markdown } from './report/markdown';
import { changeSummary, page } from './report/page';
import { startup } from './startup';
import { isImageReference, repositoryOf } from '../../dockerfile/image-reference';

const [AGAINST, START] = ['--against', '--start'];

/**
 * Writes what an image is made of as a page and as Markdown: `report BUILT FLAG… -- [IMAGE] [--against=TAG] [--start=false]`. All other
 * flags go to `docker run`, which measures the start.
 */
export async function report(built: string, ...argv: string[]): Promise<void> {
  const end = argv.indexOf('--');
  const { image: named, own: { [AGAINST]: [against], [START]: [start] }, others } = imageArguments(argv.slice(end + 1), [AGAINST, START]);
  const earlier = against === undefined ? undefined : earlierImage(named ?? built, against);
  await withImage(named, built, async (archive, image) => {
    const contents = await contentsOf(archive);
    const before = earlier === undefined ? undefined : await withImage(earlier, earlier, contentsOf);
    const measured = start === 'false' ? { problem: 'it was not started' } : await measure(image, [...argv.slice(0, end), ...others]);
    const facts = reportFacts(image, archive, contents, measured, before && comparison(earlier!, before, contents));
    await writeResults(image, { html: page(facts), md: markdown(facts) });
    if (facts.comparison) {
      console.log(changeSummary(facts.comparison));
    }
  });
}

/** Another tag of the image, or another image. */
function earlierImage(image: string, against: string): string {
  const isTag = /^\w[\w.-]{0,127}$/.test(against);
  const earlier = isTag ? `${repositoryOf(image)}:${against}` : against;
  if (!isImageReference(earlier)) {
    throw new Problem(`${AGAINST}=${shown(against)} is neither a tag of the image nor the name of another one.`);
  }
  return earlier;
}

/** How an image starts. One that cannot start here, for example because it needs a database, has a report all the same. */
async function measure(image: string, flags: string[]): Promise<ReportFacts['start']> {
  try {
    return startFacts(await startup(image, flags, []));
  } catch (error) {
    if (!(error instanceof Problem)) {
      throw error;
    }
    return { problem: error.message.split('\n')[0] };
  }
}

import { imageConfig } from '../../dockerfile/image-config';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** A folder that WORKDIR creates belongs to the current user. */
export class WorkdirAfterUser extends Rule {
  public constructor() {
    super({
      id: 'workdir-after-user',
      severity: Severity.WARNING,
      summary: 'WORKDIR is set before USER.',
      source: 'https://docs.docker.com/reference/dockerfile/#workdir',
    });
  }

  public check({ dockerfile }: CheckedContainer): string[] {
    return dockerfile.stages.flatMap((stage) => {
      const below = imageConfig(stage.lineage.slice(0, -1).flatMap(({ instructions }) => instructions));
      let user = below.user ?? 'root';
      return stage.instructions.flatMap(({ keyword, operands }) => {
        user = keyword === 'USER' ? operands : user;
        return keyword === 'WORKDIR' && !/^(root|0+)(:|$)/.test(user)
          ? [`WORKDIR ${operands} in ${stage.name} is below USER ${user}, who could write to the folder that it creates. Set it at(StagePlace.BEFORE_USER).`] : [];
      });
    });
  }
}

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
    const users = new Map<string, string>();
    return dockerfile.stages.flatMap((stage) => {
      let user = users.get(stage.origin) ?? 'root';
      users.set(stage.name, user);
      return stage.instructions.flatMap(({ keyword, operands }) => {
        user = keyword === 'USER' ? operands : user;
        users.set(stage.name, user);
        return keyword === 'WORKDIR' && !/^(root|0+)(:|$)/.test(user)
          ? [`WORKDIR ${operands} in ${stage.name} is below USER ${user}, who could write to the folder that it creates. Set it at(StagePlace.BEFORE_USER).`] : [];
      });
    });
  }
}

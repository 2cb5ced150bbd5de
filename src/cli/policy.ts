import { Command, Option } from 'commander'
import { placeFlags } from './flags.ts'

/** `gatewright policy`: for those who write admission policies. Each subcommand is loaded when it is called. */
export function policyCommand(): Command {
  const command = new Command('policy')
    .summary('test, check and explain admission policies')
    .description('Runs ValidatingAdmissionPolicies and MutatingAdmissionPolicies as the API server does, without one.')

  placeFlags(
    command
      .command('test')
      .summary('run the tests beside policies')
      .description(
        'Runs every PolicyTest below the folders: its requests against the policies, bindings and parameters beside it ' +
          '(policy.yaml, binding.yaml and params.yaml, or what `files` names).',
      )
      .argument('<folder...>', 'folders with tests.yaml files')
      .addOption(new Option('-o, --output <format>', 'output format').choices(['text', 'json', 'junit']).default('text'))
      .option('--watch', 'run again when a file changes'),
  ).action(async (folders: string[], flags) => {
    process.exitCode = await (await import('./policy-test.ts')).testPolicies(folders, flags)
  })

  placeFlags(
    command
      .command('check')
      .summary('say what is wrong with policies themselves')
      .description(
        'What the API server would refuse, what its type checker would warn of, what expressions may cost, and what has no effect.',
      )
      .argument('<path...>', 'files, folders or globs with policies and bindings'),
  ).action(async (paths: string[], flags) => {
    process.exitCode = await (await import('./policy-check.ts')).checkPolicies(paths, flags)
  })

  placeFlags(
    command
      .command('explain')
      .summary('show what each expression of a policy is for one object')
      .description('Evaluates a policy for one object and prints the value of every variable, validation and part of an expression.')
      .argument('<policy>', 'file or folder with the policy and its parameters')
      .requiredOption('-f, --filename <path>', 'file with the object; the first object in it')
      .option('--old <path>', 'the stored object: an update')
      .option('--as <user>', 'who applies the object')
      .option('--as-group <group>', 'a group of that user; repeatable', (value: string, before: string[]) => [...before, value], []),
  ).action(async (policy: string, flags) => {
    process.exitCode = await (await import('./policy-explain.ts')).explainPolicy(policy, flags)
  })
  return command
}

import type { LentTerminals } from './lentTerminals.ts';
import {
  answer,
  type DoubleTool,
  type DoubleTools,
  failure,
  type ToolArguments,
} from './mcpDouble.ts';

/** Tools in the families of shapes that releases of Mahavishnu have had. */

function text(args: ToolArguments, name: string): string {
  const value = args[name];
  return typeof value === 'string' ? value : '';
}

function list(args: ToolArguments, name: string): string[] {
  const value = args[name];
  return Array.isArray(value) ? value.map(String) : [];
}

const launchInputs = ['prompt', 'worker_type', 'command', 'worker_id', 'session_mode', 'metadata'];
const cancelInputs = ['worker_id', 'signal', 'grace_ms'];

/** Contract tools with something behind them. */
export function contractTools(terminals: LentTerminals): DoubleTools {
  return {
    launch_worker: {
      inputs: launchInputs,
      answer(args) {
        const id = text(args, 'worker_id');
        terminals.open(id, list(args, 'command'));
        return answer({ worker_id: id, state: 'ready', tmux: { session: id } });
      },
    },
    cancel_worker: {
      inputs: cancelInputs,
      async answer(args) {
        const killed = await terminals.close(text(args, 'worker_id'));
        return answer({ killed, exit_code: null });
      },
    },
  };
}

/** Contract tools that take everything and do nothing. */
export const emptyContractTools: DoubleTools = {
  launch_worker: {
    inputs: launchInputs,
    answer: () => answer({ worker_id: 'noop', state: 'reaped', tmux: null }),
  },
  cancel_worker: {
    inputs: cancelInputs,
    answer: () => answer({ killed: false, exit_code: null }),
  },
};

/** Contract tools without a manager behind them. */
export const orphanedContractTools: DoubleTools = {
  ...emptyContractTools,
  launch_worker: {
    inputs: launchInputs,
    answer: () => answer({ worker_id: null, state: 'manager_unconfigured' }),
  },
};

/** How the answer to `worker_spawn` looks. */
export type SpawnShape = 'list' | 'object';

/** Worker tools over terminals, of this shape. */
export function workerTools(terminals: LentTerminals, shape: SpawnShape): DoubleTools {
  let count = 0;
  return {
    worker_spawn: {
      inputs: ['worker_type', 'count'],
      answer() {
        count += 1;
        const id = `worker-${count}`;
        terminals.open(id);
        return answer(shape === 'list' ? [id] : { worker_ids: [id] });
      },
    },
    worker_execute: {
      inputs: ['worker_id', 'prompt', 'timeout'],
      answer(args) {
        const id = text(args, 'worker_id');
        if (!terminals.has(id)) return failure(`Worker not found: ${id}`);
        terminals.type(id, text(args, 'prompt'));
        return answer({ worker_id: id, status: 'completed', output: '$', error: null });
      },
    },
    worker_close: closing(shape === 'object' ? ['worker_id', 'force'] : ['worker_id'], terminals),
  };
}

function closing(inputs: readonly string[], terminals: LentTerminals): DoubleTool {
  return {
    inputs,
    async answer(args) {
      await terminals.close(text(args, 'worker_id'));
      return answer({ success: true, worker_id: text(args, 'worker_id') });
    },
  };
}

/** Worker tools that say "completed" of everything, and run nothing. */
export const mockWorkerTools: DoubleTools = {
  worker_spawn: {
    inputs: ['worker_type', 'count'],
    answer: () => answer({ worker_ids: ['0a1b2c3d'] }),
  },
  worker_execute: {
    inputs: ['worker_id', 'prompt', 'timeout'],
    answer: () => answer({ status: 'completed', output: '[Mock Terminal Started', exit_code: 0 }),
  },
  worker_close: {
    inputs: ['worker_id'],
    answer: () => answer({ success: true }),
  },
};

/** Workers that `worker_spawn` makes, and `worker_execute` does not know. */
export const strangerWorkerTools: DoubleTools = {
  ...mockWorkerTools,
  worker_execute: {
    inputs: ['worker_id', 'prompt', 'timeout'],
    answer: (args) => failure(`Worker not found: ${text(args, 'worker_id')}`),
  },
};

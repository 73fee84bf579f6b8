import { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { ndJsonStream } from '@agentclientprotocol/sdk/unstable';
import { scriptedAgent } from './scriptedAgent.ts';

// The scripted agent as a program: its argument is a module whose `script` is what it does in a turn.
const [, , module = ''] = process.argv;
const { script } = await import(pathToFileURL(module).href);
const input = Readable.toWeb(process.stdin);
scriptedAgent(script).connect(ndJsonStream(Writable.toWeb(process.stdout), input));

export { closest } from '../values/closest.ts'

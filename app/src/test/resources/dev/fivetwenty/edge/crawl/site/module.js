import "./side-effect.js";
import d, { a as b } from './named.js'
import * as all from "../up.js";
import{x}from"/root.js";import"./minified.js";
export * from `./no-template.js`;
export { y } from "./exported.js";
const page = await import("./lazy.js"), other = import( './lazy-too.js?v=2' );
const computed = import(`./page-${name}.js`);
import react from "react";
import cdn from "https://cdn.test/lib.js";
const list = Array.from("./text"), re = x.import("./method.js"), word = "from here";
import meta from "./with.json" with { type: "json" };

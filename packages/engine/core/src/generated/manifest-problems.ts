// Generated from schemas/tapset-manifest.schema.json by tools/generate-validators.mjs.
// @ts-nocheck
import type { SchemaProblem } from "../schema-problem.js";

/** Where a value breaks schemas/tapset-manifest.schema.json; empty when it doesn't. */
export function manifestProblems(value: unknown): readonly SchemaProblem[] {
  return validate20(value) ? [] : validate20.errors;
}

const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://github.com/tapset/tapset/blob/main/schemas/tapset-manifest.schema.json","title":"Tapset manifest (tapset.json)","description":"What a tapset package offers: probe families, aliases, functions and globals. Generated from the sources by `tapset pack`.","type":"object","additionalProperties":false,"required":["contract","name","version","summary","families","scripts","probes","functions","globals","macros","requires"],"properties":{"$schema":{"type":"string"},"contract":{"description":"The version of the contracts the package is written for.","type":"integer","minimum":1},"name":{"$ref":"#/$defs/package"},"version":{"description":"The package's version, as npm understands it.","type":"string","pattern":"^\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?$"},"summary":{"description":"One line.","type":"string"},"families":{"description":"Probe families, which `module` exports.","type":"array","items":{"type":"object","additionalProperties":false,"required":["name","patterns"],"properties":{"name":{"type":"string","pattern":"\\S"},"patterns":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["form","doc","variables"],"properties":{"form":{"description":"timer.ms(number).randomize(number); a component that stands for many words is in capitals, syscall.NAME.","type":"string","pattern":"^[A-Za-z_]\\w*(?:\\((?:string|number)\\))?(?:\\.[A-Za-z_]\\w*(?:\\((?:string|number)\\))?)*$"},"doc":{"description":"One line: when it fires.","type":"string"},"variables":{"type":"array","items":{"$ref":"#/$defs/value"}},"needs":{"$ref":"#/$defs/features"},"ways":{"description":"Where there are several ways of attaching: what each takes besides `needs`, the best first. One of them has to be had.","type":"array","minItems":1,"items":{"$ref":"#/$defs/features"}}}}}}}},"module":{"description":"The module with the package's code, relative to the manifest; absent for pure .stp tapsets.","$ref":"#/$defs/path"},"scripts":{"description":".stp and .stpm files, relative to the manifest, in the order they are read.","type":"array","items":{"$ref":"#/$defs/path"}},"declarations":{"description":"What the .stp files declare for others to name. A file with an entry is read only when something names one of these.","type":"array","items":{"type":"object","additionalProperties":false,"required":["script"],"properties":{"script":{"$ref":"#/$defs/path"},"probes":{"type":"array","items":{"$ref":"#/$defs/alias"}},"functions":{"type":"array","items":{"$ref":"#/$defs/identifier"}},"globals":{"type":"array","items":{"$ref":"#/$defs/identifier"}}}}},"probes":{"description":"Aliases.","type":"array","items":{"type":"object","additionalProperties":false,"required":["name","doc","values","backends"],"properties":{"name":{"$ref":"#/$defs/alias"},"doc":{"type":"string"},"context":{"description":"In whose context it fires.","type":"string"},"values":{"type":"array","items":{"$ref":"#/$defs/value"}},"backends":{"$ref":"#/$defs/backends"}}}},"adds":{"description":"Backends for aliases of packages among `requires`; tried after the owner's own.","type":"array","items":{"type":"object","additionalProperties":false,"required":["name","backends"],"properties":{"name":{"$ref":"#/$defs/alias"},"backends":{"$ref":"#/$defs/backends"}}}},"functions":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["name","parameters","returns","doc"],"properties":{"name":{"$ref":"#/$defs/identifier"},"parameters":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["name","type"],"properties":{"name":{"$ref":"#/$defs/identifier"},"type":{"$ref":"#/$defs/type"},"doc":{"type":"string"}}}},"returns":{"enum":["long","string","void"]},"doc":{"type":"string"},"needs":{"description":"What it takes of the kernel, all of it, where it's called in a handler that runs there.","$ref":"#/$defs/features"}}}},"globals":{"description":"Globals that scripts may use.","type":"array","items":{"type":"object","additionalProperties":false,"required":["name","doc"],"properties":{"name":{"$ref":"#/$defs/identifier"},"doc":{"type":"string"}}}},"macros":{"description":"Macros that scripts may use, with their @.","type":"array","items":{"type":"object","additionalProperties":false,"required":["name","doc"],"properties":{"name":{"type":"string","pattern":"^@[A-Za-z_]\\w*$"},"doc":{"type":"string"}}}},"requires":{"description":"Tapset packages whose probes or functions this one's scripts use.","type":"array","items":{"$ref":"#/$defs/package"}}},"$defs":{"alias":{"description":"An alias: vm.pagefault.","type":"string","pattern":"^[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*$"},"backends":{"description":"Probe points that serve an alias, in the order they are tried.","type":"array","items":{"type":"object","additionalProperties":false,"required":["point","values","needs"],"properties":{"point":{"type":"string","pattern":"\\S"},"mark":{"description":"!: where it serves, those after it aren't tried; ?: it may be missing.","enum":["!","?"]},"values":{"description":"Documented values that it supplies.","type":"array","items":{"$ref":"#/$defs/identifier"}},"absent":{"description":"Documented values that it lacks, and why.","type":"array","items":{"type":"object","additionalProperties":false,"required":["name","reason"],"properties":{"name":{"$ref":"#/$defs/identifier"},"reason":{"type":"string","pattern":"\\S"}}}},"needs":{"$ref":"#/$defs/features"}}}},"features":{"description":"Features without which it attaches on no kernel, as far as that can be said without one.","type":"array","items":{"type":"string","pattern":"\\S"}},"identifier":{"type":"string","pattern":"^[A-Za-z_]\\w*$"},"package":{"description":"An npm package name.","type":"string","pattern":"^(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$"},"path":{"description":"A relative path that stays in the package.","type":"string","pattern":"^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$"},"type":{"enum":["long","string"]},"value":{"type":"object","additionalProperties":false,"required":["name","type","doc"],"properties":{"name":{"description":"With its $, where it has one.","type":"string","pattern":"^\\$?\\$?[A-Za-z_]\\w*$"},"type":{"$ref":"#/$defs/type"},"doc":{"type":"string"}}}}};
const schema32 = {"description":"An npm package name.","type":"string","pattern":"^(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$"};
const schema35 = {"description":"Features without which it attaches on no kernel, as far as that can be said without one.","type":"array","items":{"type":"string","pattern":"\\S"}};
const schema37 = {"description":"A relative path that stays in the package.","type":"string","pattern":"^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$"};
const schema40 = {"description":"An alias: vm.pagefault.","type":"string","pattern":"^[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*$"};
const schema41 = {"type":"string","pattern":"^[A-Za-z_]\\w*$"};
const schema34 = {"enum":["long","string"]};
const func1 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("^(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$", "u");
const pattern5 = new RegExp("^\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?$", "u");
const pattern6 = new RegExp("\\S", "u");
const pattern7 = new RegExp("^[A-Za-z_]\\w*(?:\\((?:string|number)\\))?(?:\\.[A-Za-z_]\\w*(?:\\((?:string|number)\\))?)*$", "u");
const pattern11 = new RegExp("^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$", "u");
const pattern14 = new RegExp("^[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*$", "u");
const pattern15 = new RegExp("^[A-Za-z_]\\w*$", "u");
const pattern28 = new RegExp("^@[A-Za-z_]\\w*$", "u");
const schema33 = {"type":"object","additionalProperties":false,"required":["name","type","doc"],"properties":{"name":{"description":"With its $, where it has one.","type":"string","pattern":"^\\$?\\$?[A-Za-z_]\\w*$"},"type":{"$ref":"#/$defs/type"},"doc":{"type":"string"}}};
const pattern8 = new RegExp("^\\$?\\$?[A-Za-z_]\\w*$", "u");

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.name === undefined) && (missing0 = "name")) || ((data.type === undefined) && (missing0 = "type"))) || ((data.doc === undefined) && (missing0 = "doc"))){
validate21.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "name") || (key0 === "type")) || (key0 === "doc"))){
validate21.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.name !== undefined){
let data0 = data.name;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(!pattern8.test(data0)){
validate21.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^\\$?\\$?[A-Za-z_]\\w*$"},message:"must match pattern \""+"^\\$?\\$?[A-Za-z_]\\w*$"+"\""}];
return false;
}
}
else {
validate21.errors = [{instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.type !== undefined){
let data1 = data.type;
const _errs4 = errors;
if(!((data1 === "long") || (data1 === "string"))){
validate21.errors = [{instancePath:instancePath+"/type",schemaPath:"#/$defs/type/enum",keyword:"enum",params:{allowedValues: schema34.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.doc !== undefined){
const _errs6 = errors;
if(typeof data.doc !== "string"){
validate21.errors = [{instancePath:instancePath+"/doc",schemaPath:"#/properties/doc/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate21.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema44 = {"description":"Probe points that serve an alias, in the order they are tried.","type":"array","items":{"type":"object","additionalProperties":false,"required":["point","values","needs"],"properties":{"point":{"type":"string","pattern":"\\S"},"mark":{"description":"!: where it serves, those after it aren't tried; ?: it may be missing.","enum":["!","?"]},"values":{"description":"Documented values that it supplies.","type":"array","items":{"$ref":"#/$defs/identifier"}},"absent":{"description":"Documented values that it lacks, and why.","type":"array","items":{"type":"object","additionalProperties":false,"required":["name","reason"],"properties":{"name":{"$ref":"#/$defs/identifier"},"reason":{"type":"string","pattern":"\\S"}}}},"needs":{"$ref":"#/$defs/features"}}}};

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate24.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(Array.isArray(data)){
var valid0 = true;
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
const _errs1 = errors;
if(errors === _errs1){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing0;
if((((data0.point === undefined) && (missing0 = "point")) || ((data0.values === undefined) && (missing0 = "values"))) || ((data0.needs === undefined) && (missing0 = "needs"))){
validate24.errors = [{instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs3 = errors;
for(const key0 in data0){
if(!(((((key0 === "point") || (key0 === "mark")) || (key0 === "values")) || (key0 === "absent")) || (key0 === "needs"))){
validate24.errors = [{instancePath:instancePath+"/" + i0,schemaPath:"#/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs3 === errors){
if(data0.point !== undefined){
let data1 = data0.point;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(!pattern6.test(data1)){
validate24.errors = [{instancePath:instancePath+"/" + i0+"/point",schemaPath:"#/items/properties/point/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate24.errors = [{instancePath:instancePath+"/" + i0+"/point",schemaPath:"#/items/properties/point/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs4 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.mark !== undefined){
let data2 = data0.mark;
const _errs6 = errors;
if(!((data2 === "!") || (data2 === "?"))){
validate24.errors = [{instancePath:instancePath+"/" + i0+"/mark",schemaPath:"#/items/properties/mark/enum",keyword:"enum",params:{allowedValues: schema44.items.properties.mark.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid1 = _errs6 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.values !== undefined){
let data3 = data0.values;
const _errs7 = errors;
if(errors === _errs7){
if(Array.isArray(data3)){
var valid2 = true;
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
let data4 = data3[i1];
const _errs9 = errors;
const _errs10 = errors;
if(errors === _errs10){
if(typeof data4 === "string"){
if(!pattern15.test(data4)){
validate24.errors = [{instancePath:instancePath+"/" + i0+"/values/" + i1,schemaPath:"#/$defs/identifier/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]\\w*$"},message:"must match pattern \""+"^[A-Za-z_]\\w*$"+"\""}];
return false;
}
}
else {
validate24.errors = [{instancePath:instancePath+"/" + i0+"/values/" + i1,schemaPath:"#/$defs/identifier/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs9 === errors;
if(!valid2){
break;
}
}
}
else {
validate24.errors = [{instancePath:instancePath+"/" + i0+"/values",schemaPath:"#/items/properties/values/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid1 = _errs7 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.absent !== undefined){
let data5 = data0.absent;
const _errs12 = errors;
if(errors === _errs12){
if(Array.isArray(data5)){
var valid4 = true;
const len2 = data5.length;
for(let i2=0; i2<len2; i2++){
let data6 = data5[i2];
const _errs14 = errors;
if(errors === _errs14){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing1;
if(((data6.name === undefined) && (missing1 = "name")) || ((data6.reason === undefined) && (missing1 = "reason"))){
validate24.errors = [{instancePath:instancePath+"/" + i0+"/absent/" + i2,schemaPath:"#/items/properties/absent/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs16 = errors;
for(const key1 in data6){
if(!((key1 === "name") || (key1 === "reason"))){
validate24.errors = [{instancePath:instancePath+"/" + i0+"/absent/" + i2,schemaPath:"#/items/properties/absent/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs16 === errors){
if(data6.name !== undefined){
let data7 = data6.name;
const _errs17 = errors;
const _errs18 = errors;
if(errors === _errs18){
if(typeof data7 === "string"){
if(!pattern15.test(data7)){
validate24.errors = [{instancePath:instancePath+"/" + i0+"/absent/" + i2+"/name",schemaPath:"#/$defs/identifier/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]\\w*$"},message:"must match pattern \""+"^[A-Za-z_]\\w*$"+"\""}];
return false;
}
}
else {
validate24.errors = [{instancePath:instancePath+"/" + i0+"/absent/" + i2+"/name",schemaPath:"#/$defs/identifier/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs17 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data6.reason !== undefined){
let data8 = data6.reason;
const _errs20 = errors;
if(errors === _errs20){
if(typeof data8 === "string"){
if(!pattern6.test(data8)){
validate24.errors = [{instancePath:instancePath+"/" + i0+"/absent/" + i2+"/reason",schemaPath:"#/items/properties/absent/items/properties/reason/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate24.errors = [{instancePath:instancePath+"/" + i0+"/absent/" + i2+"/reason",schemaPath:"#/items/properties/absent/items/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs20 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
else {
validate24.errors = [{instancePath:instancePath+"/" + i0+"/absent/" + i2,schemaPath:"#/items/properties/absent/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid4 = _errs14 === errors;
if(!valid4){
break;
}
}
}
else {
validate24.errors = [{instancePath:instancePath+"/" + i0+"/absent",schemaPath:"#/items/properties/absent/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid1 = _errs12 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.needs !== undefined){
let data9 = data0.needs;
const _errs22 = errors;
const _errs23 = errors;
if(errors === _errs23){
if(Array.isArray(data9)){
var valid8 = true;
const len3 = data9.length;
for(let i3=0; i3<len3; i3++){
let data10 = data9[i3];
const _errs25 = errors;
if(errors === _errs25){
if(typeof data10 === "string"){
if(!pattern6.test(data10)){
validate24.errors = [{instancePath:instancePath+"/" + i0+"/needs/" + i3,schemaPath:"#/$defs/features/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate24.errors = [{instancePath:instancePath+"/" + i0+"/needs/" + i3,schemaPath:"#/$defs/features/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid8 = _errs25 === errors;
if(!valid8){
break;
}
}
}
else {
validate24.errors = [{instancePath:instancePath+"/" + i0+"/needs",schemaPath:"#/$defs/features/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid1 = _errs22 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
}
}
else {
validate24.errors = [{instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs1 === errors;
if(!valid0){
break;
}
}
}
else {
validate24.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
validate24.errors = vErrors;
return errors === 0;
}
validate24.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://github.com/tapset/tapset/blob/main/schemas/tapset-manifest.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((((((data.contract === undefined) && (missing0 = "contract")) || ((data.name === undefined) && (missing0 = "name"))) || ((data.version === undefined) && (missing0 = "version"))) || ((data.summary === undefined) && (missing0 = "summary"))) || ((data.families === undefined) && (missing0 = "families"))) || ((data.scripts === undefined) && (missing0 = "scripts"))) || ((data.probes === undefined) && (missing0 = "probes"))) || ((data.functions === undefined) && (missing0 = "functions"))) || ((data.globals === undefined) && (missing0 = "globals"))) || ((data.macros === undefined) && (missing0 = "macros"))) || ((data.requires === undefined) && (missing0 = "requires"))){
validate20.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
validate20.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.$schema !== undefined){
const _errs2 = errors;
if(typeof data.$schema !== "string"){
validate20.errors = [{instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.contract !== undefined){
let data1 = data.contract;
const _errs4 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
validate20.errors = [{instancePath:instancePath+"/contract",schemaPath:"#/properties/contract/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs4){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 1 || isNaN(data1)){
validate20.errors = [{instancePath:instancePath+"/contract",schemaPath:"#/properties/contract/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.name !== undefined){
let data2 = data.name;
const _errs6 = errors;
const _errs7 = errors;
if(errors === _errs7){
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
validate20.errors = [{instancePath:instancePath+"/name",schemaPath:"#/$defs/package/pattern",keyword:"pattern",params:{pattern: "^(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$"},message:"must match pattern \""+"^(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/name",schemaPath:"#/$defs/package/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.version !== undefined){
let data3 = data.version;
const _errs9 = errors;
if(errors === _errs9){
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
validate20.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/pattern",keyword:"pattern",params:{pattern: "^\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?$"},message:"must match pattern \""+"^\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.summary !== undefined){
const _errs11 = errors;
if(typeof data.summary !== "string"){
validate20.errors = [{instancePath:instancePath+"/summary",schemaPath:"#/properties/summary/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.families !== undefined){
let data5 = data.families;
const _errs13 = errors;
if(errors === _errs13){
if(Array.isArray(data5)){
var valid2 = true;
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
const _errs15 = errors;
if(errors === _errs15){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing1;
if(((data6.name === undefined) && (missing1 = "name")) || ((data6.patterns === undefined) && (missing1 = "patterns"))){
validate20.errors = [{instancePath:instancePath+"/families/" + i0,schemaPath:"#/properties/families/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs17 = errors;
for(const key1 in data6){
if(!((key1 === "name") || (key1 === "patterns"))){
validate20.errors = [{instancePath:instancePath+"/families/" + i0,schemaPath:"#/properties/families/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs17 === errors){
if(data6.name !== undefined){
let data7 = data6.name;
const _errs18 = errors;
if(errors === _errs18){
if(typeof data7 === "string"){
if(!pattern6.test(data7)){
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/name",schemaPath:"#/properties/families/items/properties/name/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/name",schemaPath:"#/properties/families/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid3 = _errs18 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.patterns !== undefined){
let data8 = data6.patterns;
const _errs20 = errors;
if(errors === _errs20){
if(Array.isArray(data8)){
var valid4 = true;
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
let data9 = data8[i1];
const _errs22 = errors;
if(errors === _errs22){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
let missing2;
if((((data9.form === undefined) && (missing2 = "form")) || ((data9.doc === undefined) && (missing2 = "doc"))) || ((data9.variables === undefined) && (missing2 = "variables"))){
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns/" + i1,schemaPath:"#/properties/families/items/properties/patterns/items/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs24 = errors;
for(const key2 in data9){
if(!(((((key2 === "form") || (key2 === "doc")) || (key2 === "variables")) || (key2 === "needs")) || (key2 === "ways"))){
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns/" + i1,schemaPath:"#/properties/families/items/properties/patterns/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs24 === errors){
if(data9.form !== undefined){
let data10 = data9.form;
const _errs25 = errors;
if(errors === _errs25){
if(typeof data10 === "string"){
if(!pattern7.test(data10)){
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns/" + i1+"/form",schemaPath:"#/properties/families/items/properties/patterns/items/properties/form/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]\\w*(?:\\((?:string|number)\\))?(?:\\.[A-Za-z_]\\w*(?:\\((?:string|number)\\))?)*$"},message:"must match pattern \""+"^[A-Za-z_]\\w*(?:\\((?:string|number)\\))?(?:\\.[A-Za-z_]\\w*(?:\\((?:string|number)\\))?)*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns/" + i1+"/form",schemaPath:"#/properties/families/items/properties/patterns/items/properties/form/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs25 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data9.doc !== undefined){
const _errs27 = errors;
if(typeof data9.doc !== "string"){
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns/" + i1+"/doc",schemaPath:"#/properties/families/items/properties/patterns/items/properties/doc/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid5 = _errs27 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data9.variables !== undefined){
let data12 = data9.variables;
const _errs29 = errors;
if(errors === _errs29){
if(Array.isArray(data12)){
var valid6 = true;
const len2 = data12.length;
for(let i2=0; i2<len2; i2++){
const _errs31 = errors;
if(!(validate21(data12[i2], {instancePath:instancePath+"/families/" + i0+"/patterns/" + i1+"/variables/" + i2,parentData:data12,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid6 = _errs31 === errors;
if(!valid6){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns/" + i1+"/variables",schemaPath:"#/properties/families/items/properties/patterns/items/properties/variables/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid5 = _errs29 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data9.needs !== undefined){
let data14 = data9.needs;
const _errs32 = errors;
const _errs33 = errors;
if(errors === _errs33){
if(Array.isArray(data14)){
var valid8 = true;
const len3 = data14.length;
for(let i3=0; i3<len3; i3++){
let data15 = data14[i3];
const _errs35 = errors;
if(errors === _errs35){
if(typeof data15 === "string"){
if(!pattern6.test(data15)){
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns/" + i1+"/needs/" + i3,schemaPath:"#/$defs/features/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns/" + i1+"/needs/" + i3,schemaPath:"#/$defs/features/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid8 = _errs35 === errors;
if(!valid8){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns/" + i1+"/needs",schemaPath:"#/$defs/features/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid5 = _errs32 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data9.ways !== undefined){
let data16 = data9.ways;
const _errs37 = errors;
if(errors === _errs37){
if(Array.isArray(data16)){
if(data16.length < 1){
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns/" + i1+"/ways",schemaPath:"#/properties/families/items/properties/patterns/items/properties/ways/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"}];
return false;
}
else {
var valid9 = true;
const len4 = data16.length;
for(let i4=0; i4<len4; i4++){
let data17 = data16[i4];
const _errs39 = errors;
const _errs40 = errors;
if(errors === _errs40){
if(Array.isArray(data17)){
var valid11 = true;
const len5 = data17.length;
for(let i5=0; i5<len5; i5++){
let data18 = data17[i5];
const _errs42 = errors;
if(errors === _errs42){
if(typeof data18 === "string"){
if(!pattern6.test(data18)){
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns/" + i1+"/ways/" + i4+"/" + i5,schemaPath:"#/$defs/features/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns/" + i1+"/ways/" + i4+"/" + i5,schemaPath:"#/$defs/features/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid11 = _errs42 === errors;
if(!valid11){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns/" + i1+"/ways/" + i4,schemaPath:"#/$defs/features/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid9 = _errs39 === errors;
if(!valid9){
break;
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns/" + i1+"/ways",schemaPath:"#/properties/families/items/properties/patterns/items/properties/ways/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid5 = _errs37 === errors;
}
else {
var valid5 = true;
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns/" + i1,schemaPath:"#/properties/families/items/properties/patterns/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid4 = _errs22 === errors;
if(!valid4){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/families/" + i0+"/patterns",schemaPath:"#/properties/families/items/properties/patterns/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid3 = _errs20 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/families/" + i0,schemaPath:"#/properties/families/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid2 = _errs15 === errors;
if(!valid2){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/families",schemaPath:"#/properties/families/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.module !== undefined){
let data19 = data.module;
const _errs44 = errors;
const _errs45 = errors;
if(errors === _errs45){
if(typeof data19 === "string"){
if(!pattern11.test(data19)){
validate20.errors = [{instancePath:instancePath+"/module",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$"},message:"must match pattern \""+"^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/module",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs44 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.scripts !== undefined){
let data20 = data.scripts;
const _errs47 = errors;
if(errors === _errs47){
if(Array.isArray(data20)){
var valid13 = true;
const len6 = data20.length;
for(let i6=0; i6<len6; i6++){
let data21 = data20[i6];
const _errs49 = errors;
const _errs50 = errors;
if(errors === _errs50){
if(typeof data21 === "string"){
if(!pattern11.test(data21)){
validate20.errors = [{instancePath:instancePath+"/scripts/" + i6,schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$"},message:"must match pattern \""+"^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/scripts/" + i6,schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid13 = _errs49 === errors;
if(!valid13){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/scripts",schemaPath:"#/properties/scripts/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs47 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.declarations !== undefined){
let data22 = data.declarations;
const _errs52 = errors;
if(errors === _errs52){
if(Array.isArray(data22)){
var valid15 = true;
const len7 = data22.length;
for(let i7=0; i7<len7; i7++){
let data23 = data22[i7];
const _errs54 = errors;
if(errors === _errs54){
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
let missing3;
if((data23.script === undefined) && (missing3 = "script")){
validate20.errors = [{instancePath:instancePath+"/declarations/" + i7,schemaPath:"#/properties/declarations/items/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs56 = errors;
for(const key3 in data23){
if(!((((key3 === "script") || (key3 === "probes")) || (key3 === "functions")) || (key3 === "globals"))){
validate20.errors = [{instancePath:instancePath+"/declarations/" + i7,schemaPath:"#/properties/declarations/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs56 === errors){
if(data23.script !== undefined){
let data24 = data23.script;
const _errs57 = errors;
const _errs58 = errors;
if(errors === _errs58){
if(typeof data24 === "string"){
if(!pattern11.test(data24)){
validate20.errors = [{instancePath:instancePath+"/declarations/" + i7+"/script",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$"},message:"must match pattern \""+"^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/declarations/" + i7+"/script",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid16 = _errs57 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data23.probes !== undefined){
let data25 = data23.probes;
const _errs60 = errors;
if(errors === _errs60){
if(Array.isArray(data25)){
var valid18 = true;
const len8 = data25.length;
for(let i8=0; i8<len8; i8++){
let data26 = data25[i8];
const _errs62 = errors;
const _errs63 = errors;
if(errors === _errs63){
if(typeof data26 === "string"){
if(!pattern14.test(data26)){
validate20.errors = [{instancePath:instancePath+"/declarations/" + i7+"/probes/" + i8,schemaPath:"#/$defs/alias/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*$"},message:"must match pattern \""+"^[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/declarations/" + i7+"/probes/" + i8,schemaPath:"#/$defs/alias/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid18 = _errs62 === errors;
if(!valid18){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/declarations/" + i7+"/probes",schemaPath:"#/properties/declarations/items/properties/probes/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid16 = _errs60 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data23.functions !== undefined){
let data27 = data23.functions;
const _errs65 = errors;
if(errors === _errs65){
if(Array.isArray(data27)){
var valid20 = true;
const len9 = data27.length;
for(let i9=0; i9<len9; i9++){
let data28 = data27[i9];
const _errs67 = errors;
const _errs68 = errors;
if(errors === _errs68){
if(typeof data28 === "string"){
if(!pattern15.test(data28)){
validate20.errors = [{instancePath:instancePath+"/declarations/" + i7+"/functions/" + i9,schemaPath:"#/$defs/identifier/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]\\w*$"},message:"must match pattern \""+"^[A-Za-z_]\\w*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/declarations/" + i7+"/functions/" + i9,schemaPath:"#/$defs/identifier/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid20 = _errs67 === errors;
if(!valid20){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/declarations/" + i7+"/functions",schemaPath:"#/properties/declarations/items/properties/functions/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid16 = _errs65 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data23.globals !== undefined){
let data29 = data23.globals;
const _errs70 = errors;
if(errors === _errs70){
if(Array.isArray(data29)){
var valid22 = true;
const len10 = data29.length;
for(let i10=0; i10<len10; i10++){
let data30 = data29[i10];
const _errs72 = errors;
const _errs73 = errors;
if(errors === _errs73){
if(typeof data30 === "string"){
if(!pattern15.test(data30)){
validate20.errors = [{instancePath:instancePath+"/declarations/" + i7+"/globals/" + i10,schemaPath:"#/$defs/identifier/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]\\w*$"},message:"must match pattern \""+"^[A-Za-z_]\\w*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/declarations/" + i7+"/globals/" + i10,schemaPath:"#/$defs/identifier/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid22 = _errs72 === errors;
if(!valid22){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/declarations/" + i7+"/globals",schemaPath:"#/properties/declarations/items/properties/globals/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid16 = _errs70 === errors;
}
else {
var valid16 = true;
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/declarations/" + i7,schemaPath:"#/properties/declarations/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid15 = _errs54 === errors;
if(!valid15){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/declarations",schemaPath:"#/properties/declarations/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs52 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.probes !== undefined){
let data31 = data.probes;
const _errs75 = errors;
if(errors === _errs75){
if(Array.isArray(data31)){
var valid24 = true;
const len11 = data31.length;
for(let i11=0; i11<len11; i11++){
let data32 = data31[i11];
const _errs77 = errors;
if(errors === _errs77){
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
let missing4;
if(((((data32.name === undefined) && (missing4 = "name")) || ((data32.doc === undefined) && (missing4 = "doc"))) || ((data32.values === undefined) && (missing4 = "values"))) || ((data32.backends === undefined) && (missing4 = "backends"))){
validate20.errors = [{instancePath:instancePath+"/probes/" + i11,schemaPath:"#/properties/probes/items/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs79 = errors;
for(const key4 in data32){
if(!(((((key4 === "name") || (key4 === "doc")) || (key4 === "context")) || (key4 === "values")) || (key4 === "backends"))){
validate20.errors = [{instancePath:instancePath+"/probes/" + i11,schemaPath:"#/properties/probes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs79 === errors){
if(data32.name !== undefined){
let data33 = data32.name;
const _errs80 = errors;
const _errs81 = errors;
if(errors === _errs81){
if(typeof data33 === "string"){
if(!pattern14.test(data33)){
validate20.errors = [{instancePath:instancePath+"/probes/" + i11+"/name",schemaPath:"#/$defs/alias/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*$"},message:"must match pattern \""+"^[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/probes/" + i11+"/name",schemaPath:"#/$defs/alias/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid25 = _errs80 === errors;
}
else {
var valid25 = true;
}
if(valid25){
if(data32.doc !== undefined){
const _errs83 = errors;
if(typeof data32.doc !== "string"){
validate20.errors = [{instancePath:instancePath+"/probes/" + i11+"/doc",schemaPath:"#/properties/probes/items/properties/doc/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid25 = _errs83 === errors;
}
else {
var valid25 = true;
}
if(valid25){
if(data32.context !== undefined){
const _errs85 = errors;
if(typeof data32.context !== "string"){
validate20.errors = [{instancePath:instancePath+"/probes/" + i11+"/context",schemaPath:"#/properties/probes/items/properties/context/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid25 = _errs85 === errors;
}
else {
var valid25 = true;
}
if(valid25){
if(data32.values !== undefined){
let data36 = data32.values;
const _errs87 = errors;
if(errors === _errs87){
if(Array.isArray(data36)){
var valid27 = true;
const len12 = data36.length;
for(let i12=0; i12<len12; i12++){
const _errs89 = errors;
if(!(validate21(data36[i12], {instancePath:instancePath+"/probes/" + i11+"/values/" + i12,parentData:data36,parentDataProperty:i12,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid27 = _errs89 === errors;
if(!valid27){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/probes/" + i11+"/values",schemaPath:"#/properties/probes/items/properties/values/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid25 = _errs87 === errors;
}
else {
var valid25 = true;
}
if(valid25){
if(data32.backends !== undefined){
const _errs90 = errors;
if(!(validate24(data32.backends, {instancePath:instancePath+"/probes/" + i11+"/backends",parentData:data32,parentDataProperty:"backends",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
var valid25 = _errs90 === errors;
}
else {
var valid25 = true;
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/probes/" + i11,schemaPath:"#/properties/probes/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid24 = _errs77 === errors;
if(!valid24){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/probes",schemaPath:"#/properties/probes/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs75 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.adds !== undefined){
let data39 = data.adds;
const _errs91 = errors;
if(errors === _errs91){
if(Array.isArray(data39)){
var valid28 = true;
const len13 = data39.length;
for(let i13=0; i13<len13; i13++){
let data40 = data39[i13];
const _errs93 = errors;
if(errors === _errs93){
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
let missing5;
if(((data40.name === undefined) && (missing5 = "name")) || ((data40.backends === undefined) && (missing5 = "backends"))){
validate20.errors = [{instancePath:instancePath+"/adds/" + i13,schemaPath:"#/properties/adds/items/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs95 = errors;
for(const key5 in data40){
if(!((key5 === "name") || (key5 === "backends"))){
validate20.errors = [{instancePath:instancePath+"/adds/" + i13,schemaPath:"#/properties/adds/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs95 === errors){
if(data40.name !== undefined){
let data41 = data40.name;
const _errs96 = errors;
const _errs97 = errors;
if(errors === _errs97){
if(typeof data41 === "string"){
if(!pattern14.test(data41)){
validate20.errors = [{instancePath:instancePath+"/adds/" + i13+"/name",schemaPath:"#/$defs/alias/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*$"},message:"must match pattern \""+"^[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/adds/" + i13+"/name",schemaPath:"#/$defs/alias/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid29 = _errs96 === errors;
}
else {
var valid29 = true;
}
if(valid29){
if(data40.backends !== undefined){
const _errs99 = errors;
if(!(validate24(data40.backends, {instancePath:instancePath+"/adds/" + i13+"/backends",parentData:data40,parentDataProperty:"backends",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
var valid29 = _errs99 === errors;
}
else {
var valid29 = true;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/adds/" + i13,schemaPath:"#/properties/adds/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid28 = _errs93 === errors;
if(!valid28){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/adds",schemaPath:"#/properties/adds/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs91 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.functions !== undefined){
let data43 = data.functions;
const _errs100 = errors;
if(errors === _errs100){
if(Array.isArray(data43)){
var valid31 = true;
const len14 = data43.length;
for(let i14=0; i14<len14; i14++){
let data44 = data43[i14];
const _errs102 = errors;
if(errors === _errs102){
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
let missing6;
if(((((data44.name === undefined) && (missing6 = "name")) || ((data44.parameters === undefined) && (missing6 = "parameters"))) || ((data44.returns === undefined) && (missing6 = "returns"))) || ((data44.doc === undefined) && (missing6 = "doc"))){
validate20.errors = [{instancePath:instancePath+"/functions/" + i14,schemaPath:"#/properties/functions/items/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'"}];
return false;
}
else {
const _errs104 = errors;
for(const key6 in data44){
if(!(((((key6 === "name") || (key6 === "parameters")) || (key6 === "returns")) || (key6 === "doc")) || (key6 === "needs"))){
validate20.errors = [{instancePath:instancePath+"/functions/" + i14,schemaPath:"#/properties/functions/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs104 === errors){
if(data44.name !== undefined){
let data45 = data44.name;
const _errs105 = errors;
const _errs106 = errors;
if(errors === _errs106){
if(typeof data45 === "string"){
if(!pattern15.test(data45)){
validate20.errors = [{instancePath:instancePath+"/functions/" + i14+"/name",schemaPath:"#/$defs/identifier/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]\\w*$"},message:"must match pattern \""+"^[A-Za-z_]\\w*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/functions/" + i14+"/name",schemaPath:"#/$defs/identifier/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid32 = _errs105 === errors;
}
else {
var valid32 = true;
}
if(valid32){
if(data44.parameters !== undefined){
let data46 = data44.parameters;
const _errs108 = errors;
if(errors === _errs108){
if(Array.isArray(data46)){
var valid34 = true;
const len15 = data46.length;
for(let i15=0; i15<len15; i15++){
let data47 = data46[i15];
const _errs110 = errors;
if(errors === _errs110){
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
let missing7;
if(((data47.name === undefined) && (missing7 = "name")) || ((data47.type === undefined) && (missing7 = "type"))){
validate20.errors = [{instancePath:instancePath+"/functions/" + i14+"/parameters/" + i15,schemaPath:"#/properties/functions/items/properties/parameters/items/required",keyword:"required",params:{missingProperty: missing7},message:"must have required property '"+missing7+"'"}];
return false;
}
else {
const _errs112 = errors;
for(const key7 in data47){
if(!(((key7 === "name") || (key7 === "type")) || (key7 === "doc"))){
validate20.errors = [{instancePath:instancePath+"/functions/" + i14+"/parameters/" + i15,schemaPath:"#/properties/functions/items/properties/parameters/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs112 === errors){
if(data47.name !== undefined){
let data48 = data47.name;
const _errs113 = errors;
const _errs114 = errors;
if(errors === _errs114){
if(typeof data48 === "string"){
if(!pattern15.test(data48)){
validate20.errors = [{instancePath:instancePath+"/functions/" + i14+"/parameters/" + i15+"/name",schemaPath:"#/$defs/identifier/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]\\w*$"},message:"must match pattern \""+"^[A-Za-z_]\\w*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/functions/" + i14+"/parameters/" + i15+"/name",schemaPath:"#/$defs/identifier/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid35 = _errs113 === errors;
}
else {
var valid35 = true;
}
if(valid35){
if(data47.type !== undefined){
let data49 = data47.type;
const _errs116 = errors;
if(!((data49 === "long") || (data49 === "string"))){
validate20.errors = [{instancePath:instancePath+"/functions/" + i14+"/parameters/" + i15+"/type",schemaPath:"#/$defs/type/enum",keyword:"enum",params:{allowedValues: schema34.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid35 = _errs116 === errors;
}
else {
var valid35 = true;
}
if(valid35){
if(data47.doc !== undefined){
const _errs118 = errors;
if(typeof data47.doc !== "string"){
validate20.errors = [{instancePath:instancePath+"/functions/" + i14+"/parameters/" + i15+"/doc",schemaPath:"#/properties/functions/items/properties/parameters/items/properties/doc/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid35 = _errs118 === errors;
}
else {
var valid35 = true;
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/functions/" + i14+"/parameters/" + i15,schemaPath:"#/properties/functions/items/properties/parameters/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid34 = _errs110 === errors;
if(!valid34){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/functions/" + i14+"/parameters",schemaPath:"#/properties/functions/items/properties/parameters/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid32 = _errs108 === errors;
}
else {
var valid32 = true;
}
if(valid32){
if(data44.returns !== undefined){
let data51 = data44.returns;
const _errs120 = errors;
if(!(((data51 === "long") || (data51 === "string")) || (data51 === "void"))){
validate20.errors = [{instancePath:instancePath+"/functions/" + i14+"/returns",schemaPath:"#/properties/functions/items/properties/returns/enum",keyword:"enum",params:{allowedValues: schema31.properties.functions.items.properties.returns.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid32 = _errs120 === errors;
}
else {
var valid32 = true;
}
if(valid32){
if(data44.doc !== undefined){
const _errs121 = errors;
if(typeof data44.doc !== "string"){
validate20.errors = [{instancePath:instancePath+"/functions/" + i14+"/doc",schemaPath:"#/properties/functions/items/properties/doc/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid32 = _errs121 === errors;
}
else {
var valid32 = true;
}
if(valid32){
if(data44.needs !== undefined){
let data53 = data44.needs;
const _errs123 = errors;
const _errs124 = errors;
if(errors === _errs124){
if(Array.isArray(data53)){
var valid39 = true;
const len16 = data53.length;
for(let i16=0; i16<len16; i16++){
let data54 = data53[i16];
const _errs126 = errors;
if(errors === _errs126){
if(typeof data54 === "string"){
if(!pattern6.test(data54)){
validate20.errors = [{instancePath:instancePath+"/functions/" + i14+"/needs/" + i16,schemaPath:"#/$defs/features/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/functions/" + i14+"/needs/" + i16,schemaPath:"#/$defs/features/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid39 = _errs126 === errors;
if(!valid39){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/functions/" + i14+"/needs",schemaPath:"#/$defs/features/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid32 = _errs123 === errors;
}
else {
var valid32 = true;
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/functions/" + i14,schemaPath:"#/properties/functions/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid31 = _errs102 === errors;
if(!valid31){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/functions",schemaPath:"#/properties/functions/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs100 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.globals !== undefined){
let data55 = data.globals;
const _errs128 = errors;
if(errors === _errs128){
if(Array.isArray(data55)){
var valid40 = true;
const len17 = data55.length;
for(let i17=0; i17<len17; i17++){
let data56 = data55[i17];
const _errs130 = errors;
if(errors === _errs130){
if(data56 && typeof data56 == "object" && !Array.isArray(data56)){
let missing8;
if(((data56.name === undefined) && (missing8 = "name")) || ((data56.doc === undefined) && (missing8 = "doc"))){
validate20.errors = [{instancePath:instancePath+"/globals/" + i17,schemaPath:"#/properties/globals/items/required",keyword:"required",params:{missingProperty: missing8},message:"must have required property '"+missing8+"'"}];
return false;
}
else {
const _errs132 = errors;
for(const key8 in data56){
if(!((key8 === "name") || (key8 === "doc"))){
validate20.errors = [{instancePath:instancePath+"/globals/" + i17,schemaPath:"#/properties/globals/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs132 === errors){
if(data56.name !== undefined){
let data57 = data56.name;
const _errs133 = errors;
const _errs134 = errors;
if(errors === _errs134){
if(typeof data57 === "string"){
if(!pattern15.test(data57)){
validate20.errors = [{instancePath:instancePath+"/globals/" + i17+"/name",schemaPath:"#/$defs/identifier/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]\\w*$"},message:"must match pattern \""+"^[A-Za-z_]\\w*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/globals/" + i17+"/name",schemaPath:"#/$defs/identifier/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid41 = _errs133 === errors;
}
else {
var valid41 = true;
}
if(valid41){
if(data56.doc !== undefined){
const _errs136 = errors;
if(typeof data56.doc !== "string"){
validate20.errors = [{instancePath:instancePath+"/globals/" + i17+"/doc",schemaPath:"#/properties/globals/items/properties/doc/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid41 = _errs136 === errors;
}
else {
var valid41 = true;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/globals/" + i17,schemaPath:"#/properties/globals/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid40 = _errs130 === errors;
if(!valid40){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/globals",schemaPath:"#/properties/globals/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs128 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.macros !== undefined){
let data59 = data.macros;
const _errs138 = errors;
if(errors === _errs138){
if(Array.isArray(data59)){
var valid43 = true;
const len18 = data59.length;
for(let i18=0; i18<len18; i18++){
let data60 = data59[i18];
const _errs140 = errors;
if(errors === _errs140){
if(data60 && typeof data60 == "object" && !Array.isArray(data60)){
let missing9;
if(((data60.name === undefined) && (missing9 = "name")) || ((data60.doc === undefined) && (missing9 = "doc"))){
validate20.errors = [{instancePath:instancePath+"/macros/" + i18,schemaPath:"#/properties/macros/items/required",keyword:"required",params:{missingProperty: missing9},message:"must have required property '"+missing9+"'"}];
return false;
}
else {
const _errs142 = errors;
for(const key9 in data60){
if(!((key9 === "name") || (key9 === "doc"))){
validate20.errors = [{instancePath:instancePath+"/macros/" + i18,schemaPath:"#/properties/macros/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs142 === errors){
if(data60.name !== undefined){
let data61 = data60.name;
const _errs143 = errors;
if(errors === _errs143){
if(typeof data61 === "string"){
if(!pattern28.test(data61)){
validate20.errors = [{instancePath:instancePath+"/macros/" + i18+"/name",schemaPath:"#/properties/macros/items/properties/name/pattern",keyword:"pattern",params:{pattern: "^@[A-Za-z_]\\w*$"},message:"must match pattern \""+"^@[A-Za-z_]\\w*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/macros/" + i18+"/name",schemaPath:"#/properties/macros/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid44 = _errs143 === errors;
}
else {
var valid44 = true;
}
if(valid44){
if(data60.doc !== undefined){
const _errs145 = errors;
if(typeof data60.doc !== "string"){
validate20.errors = [{instancePath:instancePath+"/macros/" + i18+"/doc",schemaPath:"#/properties/macros/items/properties/doc/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid44 = _errs145 === errors;
}
else {
var valid44 = true;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/macros/" + i18,schemaPath:"#/properties/macros/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid43 = _errs140 === errors;
if(!valid43){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/macros",schemaPath:"#/properties/macros/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs138 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.requires !== undefined){
let data63 = data.requires;
const _errs147 = errors;
if(errors === _errs147){
if(Array.isArray(data63)){
var valid45 = true;
const len19 = data63.length;
for(let i19=0; i19<len19; i19++){
let data64 = data63[i19];
const _errs149 = errors;
const _errs150 = errors;
if(errors === _errs150){
if(typeof data64 === "string"){
if(!pattern4.test(data64)){
validate20.errors = [{instancePath:instancePath+"/requires/" + i19,schemaPath:"#/$defs/package/pattern",keyword:"pattern",params:{pattern: "^(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$"},message:"must match pattern \""+"^(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/requires/" + i19,schemaPath:"#/$defs/package/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid45 = _errs149 === errors;
if(!valid45){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs147 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

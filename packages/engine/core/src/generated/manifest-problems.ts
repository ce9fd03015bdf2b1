// Generated from schemas/tapset-manifest.schema.json by tools/generate-validators.mjs.
// @ts-nocheck
import type { SchemaProblem } from "../schema-problem.js";

/** Where a value breaks schemas/tapset-manifest.schema.json; empty when it doesn't. */
export function manifestProblems(value: unknown): readonly SchemaProblem[] {
  return validate20(value) ? [] : validate20.errors;
}

const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://github.com/tapset/tapset/blob/main/schemas/tapset-manifest.schema.json","title":"Tapset manifest (tapset.json)","description":"What a tapset package offers: probe families, aliases, functions and globals. Generated from the sources by `tapset pack`.","type":"object","additionalProperties":false,"required":["contract","name","version","summary","families","scripts","probes","functions","globals","macros","requires"],"properties":{"$schema":{"type":"string"},"contract":{"description":"The version of the contracts the package is written for.","type":"integer","minimum":1},"name":{"$ref":"#/$defs/package"},"version":{"description":"The package's version, as npm understands it.","type":"string","pattern":"^\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?$"},"summary":{"description":"One line.","type":"string"},"families":{"description":"Probe families, which `module` exports.","type":"array","items":{"type":"object","additionalProperties":false,"required":["name","patterns"],"properties":{"name":{"type":"string","pattern":"\\S"},"patterns":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["form","doc","variables"],"properties":{"form":{"description":"timer.ms(number).randomize(number); a component that stands for many words is in capitals, syscall.NAME.","type":"string","pattern":"^[A-Za-z_]\\w*(?:\\((?:string|number)\\))?(?:\\.[A-Za-z_]\\w*(?:\\((?:string|number)\\))?)*$"},"doc":{"description":"One line: when it fires.","type":"string"},"variables":{"type":"array","items":{"$ref":"#/$defs/value"}}}}}}}},"module":{"description":"The module with the package's code, relative to the manifest; absent for pure .stp tapsets.","$ref":"#/$defs/path"},"scripts":{"description":".stp and .stpm files, relative to the manifest, in the order they are read.","type":"array","items":{"$ref":"#/$defs/path"}},"probes":{"description":"Aliases.","type":"array","items":{"type":"object","additionalProperties":false,"required":["name","doc","values","backends"],"properties":{"name":{"type":"string","pattern":"^[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*$"},"doc":{"type":"string"},"context":{"description":"In whose context it fires.","type":"string"},"values":{"type":"array","items":{"$ref":"#/$defs/value"}},"backends":{"description":"Probe points that serve it, in order of preference.","type":"array","items":{"type":"string","pattern":"\\S"}}}}},"functions":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["name","parameters","returns","doc"],"properties":{"name":{"$ref":"#/$defs/identifier"},"parameters":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["name","type"],"properties":{"name":{"$ref":"#/$defs/identifier"},"type":{"$ref":"#/$defs/type"},"doc":{"type":"string"}}}},"returns":{"enum":["long","string","void"]},"doc":{"type":"string"}}}},"globals":{"description":"Globals that scripts may use.","type":"array","items":{"type":"object","additionalProperties":false,"required":["name","doc"],"properties":{"name":{"$ref":"#/$defs/identifier"},"doc":{"type":"string"}}}},"macros":{"description":"Macros that scripts may use, with their @.","type":"array","items":{"type":"object","additionalProperties":false,"required":["name","doc"],"properties":{"name":{"type":"string","pattern":"^@[A-Za-z_]\\w*$"},"doc":{"type":"string"}}}},"requires":{"description":"Tapset packages whose probes or functions this one's scripts use.","type":"array","items":{"$ref":"#/$defs/package"}}},"$defs":{"identifier":{"type":"string","pattern":"^[A-Za-z_]\\w*$"},"package":{"description":"An npm package name.","type":"string","pattern":"^(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$"},"path":{"description":"A relative path that stays in the package.","type":"string","pattern":"^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$"},"type":{"enum":["long","string"]},"value":{"type":"object","additionalProperties":false,"required":["name","type","doc"],"properties":{"name":{"description":"With its $, where it has one.","type":"string","pattern":"^\\$?\\$?[A-Za-z_]\\w*$"},"type":{"$ref":"#/$defs/type"},"doc":{"type":"string"}}}}};
const schema32 = {"description":"An npm package name.","type":"string","pattern":"^(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$"};
const schema35 = {"description":"A relative path that stays in the package.","type":"string","pattern":"^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$"};
const schema37 = {"type":"string","pattern":"^[A-Za-z_]\\w*$"};
const schema34 = {"enum":["long","string"]};
const func1 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("^(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$", "u");
const pattern5 = new RegExp("^\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?$", "u");
const pattern6 = new RegExp("\\S", "u");
const pattern7 = new RegExp("^[A-Za-z_]\\w*(?:\\((?:string|number)\\))?(?:\\.[A-Za-z_]\\w*(?:\\((?:string|number)\\))?)*$", "u");
const pattern9 = new RegExp("^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$", "u");
const pattern11 = new RegExp("^[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*$", "u");
const pattern13 = new RegExp("^[A-Za-z_]\\w*$", "u");
const pattern16 = new RegExp("^@[A-Za-z_]\\w*$", "u");
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
if(!(((key2 === "form") || (key2 === "doc")) || (key2 === "variables"))){
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
let data14 = data.module;
const _errs32 = errors;
const _errs33 = errors;
if(errors === _errs33){
if(typeof data14 === "string"){
if(!pattern9.test(data14)){
validate20.errors = [{instancePath:instancePath+"/module",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$"},message:"must match pattern \""+"^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/module",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs32 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.scripts !== undefined){
let data15 = data.scripts;
const _errs35 = errors;
if(errors === _errs35){
if(Array.isArray(data15)){
var valid8 = true;
const len3 = data15.length;
for(let i3=0; i3<len3; i3++){
let data16 = data15[i3];
const _errs37 = errors;
const _errs38 = errors;
if(errors === _errs38){
if(typeof data16 === "string"){
if(!pattern9.test(data16)){
validate20.errors = [{instancePath:instancePath+"/scripts/" + i3,schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$"},message:"must match pattern \""+"^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))\\S.*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/scripts/" + i3,schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid8 = _errs37 === errors;
if(!valid8){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/scripts",schemaPath:"#/properties/scripts/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs35 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.probes !== undefined){
let data17 = data.probes;
const _errs40 = errors;
if(errors === _errs40){
if(Array.isArray(data17)){
var valid10 = true;
const len4 = data17.length;
for(let i4=0; i4<len4; i4++){
let data18 = data17[i4];
const _errs42 = errors;
if(errors === _errs42){
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
let missing3;
if(((((data18.name === undefined) && (missing3 = "name")) || ((data18.doc === undefined) && (missing3 = "doc"))) || ((data18.values === undefined) && (missing3 = "values"))) || ((data18.backends === undefined) && (missing3 = "backends"))){
validate20.errors = [{instancePath:instancePath+"/probes/" + i4,schemaPath:"#/properties/probes/items/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs44 = errors;
for(const key3 in data18){
if(!(((((key3 === "name") || (key3 === "doc")) || (key3 === "context")) || (key3 === "values")) || (key3 === "backends"))){
validate20.errors = [{instancePath:instancePath+"/probes/" + i4,schemaPath:"#/properties/probes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs44 === errors){
if(data18.name !== undefined){
let data19 = data18.name;
const _errs45 = errors;
if(errors === _errs45){
if(typeof data19 === "string"){
if(!pattern11.test(data19)){
validate20.errors = [{instancePath:instancePath+"/probes/" + i4+"/name",schemaPath:"#/properties/probes/items/properties/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*$"},message:"must match pattern \""+"^[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/probes/" + i4+"/name",schemaPath:"#/properties/probes/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid11 = _errs45 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data18.doc !== undefined){
const _errs47 = errors;
if(typeof data18.doc !== "string"){
validate20.errors = [{instancePath:instancePath+"/probes/" + i4+"/doc",schemaPath:"#/properties/probes/items/properties/doc/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid11 = _errs47 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data18.context !== undefined){
const _errs49 = errors;
if(typeof data18.context !== "string"){
validate20.errors = [{instancePath:instancePath+"/probes/" + i4+"/context",schemaPath:"#/properties/probes/items/properties/context/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid11 = _errs49 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data18.values !== undefined){
let data22 = data18.values;
const _errs51 = errors;
if(errors === _errs51){
if(Array.isArray(data22)){
var valid12 = true;
const len5 = data22.length;
for(let i5=0; i5<len5; i5++){
const _errs53 = errors;
if(!(validate21(data22[i5], {instancePath:instancePath+"/probes/" + i4+"/values/" + i5,parentData:data22,parentDataProperty:i5,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid12 = _errs53 === errors;
if(!valid12){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/probes/" + i4+"/values",schemaPath:"#/properties/probes/items/properties/values/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid11 = _errs51 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data18.backends !== undefined){
let data24 = data18.backends;
const _errs54 = errors;
if(errors === _errs54){
if(Array.isArray(data24)){
var valid13 = true;
const len6 = data24.length;
for(let i6=0; i6<len6; i6++){
let data25 = data24[i6];
const _errs56 = errors;
if(errors === _errs56){
if(typeof data25 === "string"){
if(!pattern6.test(data25)){
validate20.errors = [{instancePath:instancePath+"/probes/" + i4+"/backends/" + i6,schemaPath:"#/properties/probes/items/properties/backends/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/probes/" + i4+"/backends/" + i6,schemaPath:"#/properties/probes/items/properties/backends/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid13 = _errs56 === errors;
if(!valid13){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/probes/" + i4+"/backends",schemaPath:"#/properties/probes/items/properties/backends/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid11 = _errs54 === errors;
}
else {
var valid11 = true;
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/probes/" + i4,schemaPath:"#/properties/probes/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid10 = _errs42 === errors;
if(!valid10){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/probes",schemaPath:"#/properties/probes/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs40 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.functions !== undefined){
let data26 = data.functions;
const _errs58 = errors;
if(errors === _errs58){
if(Array.isArray(data26)){
var valid14 = true;
const len7 = data26.length;
for(let i7=0; i7<len7; i7++){
let data27 = data26[i7];
const _errs60 = errors;
if(errors === _errs60){
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
let missing4;
if(((((data27.name === undefined) && (missing4 = "name")) || ((data27.parameters === undefined) && (missing4 = "parameters"))) || ((data27.returns === undefined) && (missing4 = "returns"))) || ((data27.doc === undefined) && (missing4 = "doc"))){
validate20.errors = [{instancePath:instancePath+"/functions/" + i7,schemaPath:"#/properties/functions/items/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs62 = errors;
for(const key4 in data27){
if(!((((key4 === "name") || (key4 === "parameters")) || (key4 === "returns")) || (key4 === "doc"))){
validate20.errors = [{instancePath:instancePath+"/functions/" + i7,schemaPath:"#/properties/functions/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs62 === errors){
if(data27.name !== undefined){
let data28 = data27.name;
const _errs63 = errors;
const _errs64 = errors;
if(errors === _errs64){
if(typeof data28 === "string"){
if(!pattern13.test(data28)){
validate20.errors = [{instancePath:instancePath+"/functions/" + i7+"/name",schemaPath:"#/$defs/identifier/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]\\w*$"},message:"must match pattern \""+"^[A-Za-z_]\\w*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/functions/" + i7+"/name",schemaPath:"#/$defs/identifier/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid15 = _errs63 === errors;
}
else {
var valid15 = true;
}
if(valid15){
if(data27.parameters !== undefined){
let data29 = data27.parameters;
const _errs66 = errors;
if(errors === _errs66){
if(Array.isArray(data29)){
var valid17 = true;
const len8 = data29.length;
for(let i8=0; i8<len8; i8++){
let data30 = data29[i8];
const _errs68 = errors;
if(errors === _errs68){
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
let missing5;
if(((data30.name === undefined) && (missing5 = "name")) || ((data30.type === undefined) && (missing5 = "type"))){
validate20.errors = [{instancePath:instancePath+"/functions/" + i7+"/parameters/" + i8,schemaPath:"#/properties/functions/items/properties/parameters/items/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs70 = errors;
for(const key5 in data30){
if(!(((key5 === "name") || (key5 === "type")) || (key5 === "doc"))){
validate20.errors = [{instancePath:instancePath+"/functions/" + i7+"/parameters/" + i8,schemaPath:"#/properties/functions/items/properties/parameters/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs70 === errors){
if(data30.name !== undefined){
let data31 = data30.name;
const _errs71 = errors;
const _errs72 = errors;
if(errors === _errs72){
if(typeof data31 === "string"){
if(!pattern13.test(data31)){
validate20.errors = [{instancePath:instancePath+"/functions/" + i7+"/parameters/" + i8+"/name",schemaPath:"#/$defs/identifier/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]\\w*$"},message:"must match pattern \""+"^[A-Za-z_]\\w*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/functions/" + i7+"/parameters/" + i8+"/name",schemaPath:"#/$defs/identifier/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid18 = _errs71 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data30.type !== undefined){
let data32 = data30.type;
const _errs74 = errors;
if(!((data32 === "long") || (data32 === "string"))){
validate20.errors = [{instancePath:instancePath+"/functions/" + i7+"/parameters/" + i8+"/type",schemaPath:"#/$defs/type/enum",keyword:"enum",params:{allowedValues: schema34.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid18 = _errs74 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data30.doc !== undefined){
const _errs76 = errors;
if(typeof data30.doc !== "string"){
validate20.errors = [{instancePath:instancePath+"/functions/" + i7+"/parameters/" + i8+"/doc",schemaPath:"#/properties/functions/items/properties/parameters/items/properties/doc/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid18 = _errs76 === errors;
}
else {
var valid18 = true;
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/functions/" + i7+"/parameters/" + i8,schemaPath:"#/properties/functions/items/properties/parameters/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid17 = _errs68 === errors;
if(!valid17){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/functions/" + i7+"/parameters",schemaPath:"#/properties/functions/items/properties/parameters/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid15 = _errs66 === errors;
}
else {
var valid15 = true;
}
if(valid15){
if(data27.returns !== undefined){
let data34 = data27.returns;
const _errs78 = errors;
if(!(((data34 === "long") || (data34 === "string")) || (data34 === "void"))){
validate20.errors = [{instancePath:instancePath+"/functions/" + i7+"/returns",schemaPath:"#/properties/functions/items/properties/returns/enum",keyword:"enum",params:{allowedValues: schema31.properties.functions.items.properties.returns.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid15 = _errs78 === errors;
}
else {
var valid15 = true;
}
if(valid15){
if(data27.doc !== undefined){
const _errs79 = errors;
if(typeof data27.doc !== "string"){
validate20.errors = [{instancePath:instancePath+"/functions/" + i7+"/doc",schemaPath:"#/properties/functions/items/properties/doc/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid15 = _errs79 === errors;
}
else {
var valid15 = true;
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/functions/" + i7,schemaPath:"#/properties/functions/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid14 = _errs60 === errors;
if(!valid14){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/functions",schemaPath:"#/properties/functions/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs58 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.globals !== undefined){
let data36 = data.globals;
const _errs81 = errors;
if(errors === _errs81){
if(Array.isArray(data36)){
var valid21 = true;
const len9 = data36.length;
for(let i9=0; i9<len9; i9++){
let data37 = data36[i9];
const _errs83 = errors;
if(errors === _errs83){
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
let missing6;
if(((data37.name === undefined) && (missing6 = "name")) || ((data37.doc === undefined) && (missing6 = "doc"))){
validate20.errors = [{instancePath:instancePath+"/globals/" + i9,schemaPath:"#/properties/globals/items/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'"}];
return false;
}
else {
const _errs85 = errors;
for(const key6 in data37){
if(!((key6 === "name") || (key6 === "doc"))){
validate20.errors = [{instancePath:instancePath+"/globals/" + i9,schemaPath:"#/properties/globals/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs85 === errors){
if(data37.name !== undefined){
let data38 = data37.name;
const _errs86 = errors;
const _errs87 = errors;
if(errors === _errs87){
if(typeof data38 === "string"){
if(!pattern13.test(data38)){
validate20.errors = [{instancePath:instancePath+"/globals/" + i9+"/name",schemaPath:"#/$defs/identifier/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]\\w*$"},message:"must match pattern \""+"^[A-Za-z_]\\w*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/globals/" + i9+"/name",schemaPath:"#/$defs/identifier/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid22 = _errs86 === errors;
}
else {
var valid22 = true;
}
if(valid22){
if(data37.doc !== undefined){
const _errs89 = errors;
if(typeof data37.doc !== "string"){
validate20.errors = [{instancePath:instancePath+"/globals/" + i9+"/doc",schemaPath:"#/properties/globals/items/properties/doc/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid22 = _errs89 === errors;
}
else {
var valid22 = true;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/globals/" + i9,schemaPath:"#/properties/globals/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid21 = _errs83 === errors;
if(!valid21){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/globals",schemaPath:"#/properties/globals/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs81 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.macros !== undefined){
let data40 = data.macros;
const _errs91 = errors;
if(errors === _errs91){
if(Array.isArray(data40)){
var valid24 = true;
const len10 = data40.length;
for(let i10=0; i10<len10; i10++){
let data41 = data40[i10];
const _errs93 = errors;
if(errors === _errs93){
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
let missing7;
if(((data41.name === undefined) && (missing7 = "name")) || ((data41.doc === undefined) && (missing7 = "doc"))){
validate20.errors = [{instancePath:instancePath+"/macros/" + i10,schemaPath:"#/properties/macros/items/required",keyword:"required",params:{missingProperty: missing7},message:"must have required property '"+missing7+"'"}];
return false;
}
else {
const _errs95 = errors;
for(const key7 in data41){
if(!((key7 === "name") || (key7 === "doc"))){
validate20.errors = [{instancePath:instancePath+"/macros/" + i10,schemaPath:"#/properties/macros/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs95 === errors){
if(data41.name !== undefined){
let data42 = data41.name;
const _errs96 = errors;
if(errors === _errs96){
if(typeof data42 === "string"){
if(!pattern16.test(data42)){
validate20.errors = [{instancePath:instancePath+"/macros/" + i10+"/name",schemaPath:"#/properties/macros/items/properties/name/pattern",keyword:"pattern",params:{pattern: "^@[A-Za-z_]\\w*$"},message:"must match pattern \""+"^@[A-Za-z_]\\w*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/macros/" + i10+"/name",schemaPath:"#/properties/macros/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid25 = _errs96 === errors;
}
else {
var valid25 = true;
}
if(valid25){
if(data41.doc !== undefined){
const _errs98 = errors;
if(typeof data41.doc !== "string"){
validate20.errors = [{instancePath:instancePath+"/macros/" + i10+"/doc",schemaPath:"#/properties/macros/items/properties/doc/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid25 = _errs98 === errors;
}
else {
var valid25 = true;
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/macros/" + i10,schemaPath:"#/properties/macros/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid24 = _errs93 === errors;
if(!valid24){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/macros",schemaPath:"#/properties/macros/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs91 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.requires !== undefined){
let data44 = data.requires;
const _errs100 = errors;
if(errors === _errs100){
if(Array.isArray(data44)){
var valid26 = true;
const len11 = data44.length;
for(let i11=0; i11<len11; i11++){
let data45 = data44[i11];
const _errs102 = errors;
const _errs103 = errors;
if(errors === _errs103){
if(typeof data45 === "string"){
if(!pattern4.test(data45)){
validate20.errors = [{instancePath:instancePath+"/requires/" + i11,schemaPath:"#/$defs/package/pattern",keyword:"pattern",params:{pattern: "^(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$"},message:"must match pattern \""+"^(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/requires/" + i11,schemaPath:"#/$defs/package/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid26 = _errs102 === errors;
if(!valid26){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/requires",schemaPath:"#/properties/requires/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs100 === errors;
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
else {
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

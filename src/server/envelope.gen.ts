// Written by `npm run gen`. Do not edit.
// @ts-nocheck
"use strict";

export default validate10;
const schema11 = {"type":"object","required":["request"],"properties":{"request":{"type":"object","required":["uid","kind","resource","operation","userInfo"],"properties":{"uid":{"type":"string","minLength":1,"maxLength":256},"kind":{"type":"object","required":["version","kind"],"properties":{"group":{"type":"string"},"version":{"type":"string"},"kind":{"type":"string"}}},"resource":{"type":"object","required":["version","resource"],"properties":{"group":{"type":"string"},"version":{"type":"string"},"resource":{"type":"string"}}},"subResource":{"type":"string"},"name":{"type":"string"},"namespace":{"type":"string"},"operation":{"enum":["CREATE","UPDATE","DELETE","CONNECT"]},"userInfo":{"type":"object","properties":{"username":{"type":"string"},"groups":{"type":["array","null"],"items":{"type":"string"}}}},"object":{"type":["object","null"],"required":["apiVersion","kind","metadata"],"properties":{"apiVersion":{"type":"string","minLength":1},"kind":{"type":"string","minLength":1},"metadata":{"type":"object","properties":{"name":{"type":"string"},"namespace":{"type":"string"},"generateName":{"type":"string"},"labels":{"type":["object","null"],"additionalProperties":{"type":"string"}},"annotations":{"type":["object","null"],"additionalProperties":{"type":"string"}}}}}},"oldObject":{"type":["object","null"],"required":["apiVersion","kind","metadata"],"properties":{"apiVersion":{"type":"string","minLength":1},"kind":{"type":"string","minLength":1},"metadata":{"type":"object","properties":{"name":{"type":"string"},"namespace":{"type":"string"},"generateName":{"type":"string"},"labels":{"type":["object","null"],"additionalProperties":{"type":"string"}},"annotations":{"type":["object","null"],"additionalProperties":{"type":"string"}}}}}},"dryRun":{"type":["boolean","null"]}}}}};
const func2 = (text => [...text].length);

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.request === undefined) && (missing0 = "request")){
validate10.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'",schema:schema11.required,parentSchema:schema11,data}];
return false;
}
else {
if(data.request !== undefined){
let data0 = data.request;
const _errs1 = errors;
if(errors === _errs1){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing1;
if((((((data0.uid === undefined) && (missing1 = "uid")) || ((data0.kind === undefined) && (missing1 = "kind"))) || ((data0.resource === undefined) && (missing1 = "resource"))) || ((data0.operation === undefined) && (missing1 = "operation"))) || ((data0.userInfo === undefined) && (missing1 = "userInfo"))){
validate10.errors = [{instancePath:instancePath+"/request",schemaPath:"#/properties/request/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'",schema:schema11.properties.request.required,parentSchema:schema11.properties.request,data:data0}];
return false;
}
else {
if(data0.uid !== undefined){
let data1 = data0.uid;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data1 === "string"){
if(func2(data1) > 256){
validate10.errors = [{instancePath:instancePath+"/request/uid",schemaPath:"#/properties/request/properties/uid/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters",schema:256,parentSchema:schema11.properties.request.properties.uid,data:data1}];
return false;
}
else {
if(func2(data1) < 1){
validate10.errors = [{instancePath:instancePath+"/request/uid",schemaPath:"#/properties/request/properties/uid/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.request.properties.uid,data:data1}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/uid",schemaPath:"#/properties/request/properties/uid/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.uid.type,parentSchema:schema11.properties.request.properties.uid,data:data1}];
return false;
}
}
var valid1 = _errs3 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.kind !== undefined){
let data2 = data0.kind;
const _errs5 = errors;
if(errors === _errs5){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
let missing2;
if(((data2.version === undefined) && (missing2 = "version")) || ((data2.kind === undefined) && (missing2 = "kind"))){
validate10.errors = [{instancePath:instancePath+"/request/kind",schemaPath:"#/properties/request/properties/kind/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'",schema:schema11.properties.request.properties.kind.required,parentSchema:schema11.properties.request.properties.kind,data:data2}];
return false;
}
else {
if(data2.group !== undefined){
let data3 = data2.group;
const _errs7 = errors;
if(typeof data3 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/kind/group",schemaPath:"#/properties/request/properties/kind/properties/group/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.kind.properties.group.type,parentSchema:schema11.properties.request.properties.kind.properties.group,data:data3}];
return false;
}
var valid2 = _errs7 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data2.version !== undefined){
let data4 = data2.version;
const _errs9 = errors;
if(typeof data4 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/kind/version",schemaPath:"#/properties/request/properties/kind/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.kind.properties.version.type,parentSchema:schema11.properties.request.properties.kind.properties.version,data:data4}];
return false;
}
var valid2 = _errs9 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data2.kind !== undefined){
let data5 = data2.kind;
const _errs11 = errors;
if(typeof data5 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/kind/kind",schemaPath:"#/properties/request/properties/kind/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.kind.properties.kind.type,parentSchema:schema11.properties.request.properties.kind.properties.kind,data:data5}];
return false;
}
var valid2 = _errs11 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/kind",schemaPath:"#/properties/request/properties/kind/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.request.properties.kind.type,parentSchema:schema11.properties.request.properties.kind,data:data2}];
return false;
}
}
var valid1 = _errs5 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.resource !== undefined){
let data6 = data0.resource;
const _errs13 = errors;
if(errors === _errs13){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing3;
if(((data6.version === undefined) && (missing3 = "version")) || ((data6.resource === undefined) && (missing3 = "resource"))){
validate10.errors = [{instancePath:instancePath+"/request/resource",schemaPath:"#/properties/request/properties/resource/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'",schema:schema11.properties.request.properties.resource.required,parentSchema:schema11.properties.request.properties.resource,data:data6}];
return false;
}
else {
if(data6.group !== undefined){
let data7 = data6.group;
const _errs15 = errors;
if(typeof data7 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/resource/group",schemaPath:"#/properties/request/properties/resource/properties/group/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.resource.properties.group.type,parentSchema:schema11.properties.request.properties.resource.properties.group,data:data7}];
return false;
}
var valid3 = _errs15 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.version !== undefined){
let data8 = data6.version;
const _errs17 = errors;
if(typeof data8 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/resource/version",schemaPath:"#/properties/request/properties/resource/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.resource.properties.version.type,parentSchema:schema11.properties.request.properties.resource.properties.version,data:data8}];
return false;
}
var valid3 = _errs17 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.resource !== undefined){
let data9 = data6.resource;
const _errs19 = errors;
if(typeof data9 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/resource/resource",schemaPath:"#/properties/request/properties/resource/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.resource.properties.resource.type,parentSchema:schema11.properties.request.properties.resource.properties.resource,data:data9}];
return false;
}
var valid3 = _errs19 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/resource",schemaPath:"#/properties/request/properties/resource/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.request.properties.resource.type,parentSchema:schema11.properties.request.properties.resource,data:data6}];
return false;
}
}
var valid1 = _errs13 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.subResource !== undefined){
let data10 = data0.subResource;
const _errs21 = errors;
if(typeof data10 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/subResource",schemaPath:"#/properties/request/properties/subResource/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.subResource.type,parentSchema:schema11.properties.request.properties.subResource,data:data10}];
return false;
}
var valid1 = _errs21 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.name !== undefined){
let data11 = data0.name;
const _errs23 = errors;
if(typeof data11 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/name",schemaPath:"#/properties/request/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.name.type,parentSchema:schema11.properties.request.properties.name,data:data11}];
return false;
}
var valid1 = _errs23 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.namespace !== undefined){
let data12 = data0.namespace;
const _errs25 = errors;
if(typeof data12 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/namespace",schemaPath:"#/properties/request/properties/namespace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.namespace.type,parentSchema:schema11.properties.request.properties.namespace,data:data12}];
return false;
}
var valid1 = _errs25 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.operation !== undefined){
let data13 = data0.operation;
const _errs27 = errors;
if(!((((data13 === "CREATE") || (data13 === "UPDATE")) || (data13 === "DELETE")) || (data13 === "CONNECT"))){
validate10.errors = [{instancePath:instancePath+"/request/operation",schemaPath:"#/properties/request/properties/operation/enum",keyword:"enum",params:{allowedValues: schema11.properties.request.properties.operation.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.request.properties.operation.enum,parentSchema:schema11.properties.request.properties.operation,data:data13}];
return false;
}
var valid1 = _errs27 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.userInfo !== undefined){
let data14 = data0.userInfo;
const _errs28 = errors;
if(errors === _errs28){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.username !== undefined){
let data15 = data14.username;
const _errs30 = errors;
if(typeof data15 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/userInfo/username",schemaPath:"#/properties/request/properties/userInfo/properties/username/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.userInfo.properties.username.type,parentSchema:schema11.properties.request.properties.userInfo.properties.username,data:data15}];
return false;
}
var valid4 = _errs30 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data14.groups !== undefined){
let data16 = data14.groups;
const _errs32 = errors;
if((!(Array.isArray(data16))) && (data16 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/userInfo/groups",schemaPath:"#/properties/request/properties/userInfo/properties/groups/type",keyword:"type",params:{type: schema11.properties.request.properties.userInfo.properties.groups.type},message:"must be array,null",schema:schema11.properties.request.properties.userInfo.properties.groups.type,parentSchema:schema11.properties.request.properties.userInfo.properties.groups,data:data16}];
return false;
}
if(errors === _errs32){
if(Array.isArray(data16)){
var valid5 = true;
const len0 = data16.length;
for(let i0=0; i0<len0; i0++){
let data17 = data16[i0];
const _errs34 = errors;
if(typeof data17 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/userInfo/groups/" + i0,schemaPath:"#/properties/request/properties/userInfo/properties/groups/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.userInfo.properties.groups.items.type,parentSchema:schema11.properties.request.properties.userInfo.properties.groups.items,data:data17}];
return false;
}
var valid5 = _errs34 === errors;
if(!valid5){
break;
}
}
}
}
var valid4 = _errs32 === errors;
}
else {
var valid4 = true;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/userInfo",schemaPath:"#/properties/request/properties/userInfo/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.request.properties.userInfo.type,parentSchema:schema11.properties.request.properties.userInfo,data:data14}];
return false;
}
}
var valid1 = _errs28 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.object !== undefined){
let data18 = data0.object;
const _errs36 = errors;
if((!(data18 && typeof data18 == "object" && !Array.isArray(data18))) && (data18 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/object",schemaPath:"#/properties/request/properties/object/type",keyword:"type",params:{type: schema11.properties.request.properties.object.type},message:"must be object,null",schema:schema11.properties.request.properties.object.type,parentSchema:schema11.properties.request.properties.object,data:data18}];
return false;
}
if(errors === _errs36){
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
let missing4;
if((((data18.apiVersion === undefined) && (missing4 = "apiVersion")) || ((data18.kind === undefined) && (missing4 = "kind"))) || ((data18.metadata === undefined) && (missing4 = "metadata"))){
validate10.errors = [{instancePath:instancePath+"/request/object",schemaPath:"#/properties/request/properties/object/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'",schema:schema11.properties.request.properties.object.required,parentSchema:schema11.properties.request.properties.object,data:data18}];
return false;
}
else {
if(data18.apiVersion !== undefined){
let data19 = data18.apiVersion;
const _errs38 = errors;
if(errors === _errs38){
if(typeof data19 === "string"){
if(func2(data19) < 1){
validate10.errors = [{instancePath:instancePath+"/request/object/apiVersion",schemaPath:"#/properties/request/properties/object/properties/apiVersion/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.request.properties.object.properties.apiVersion,data:data19}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/object/apiVersion",schemaPath:"#/properties/request/properties/object/properties/apiVersion/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.object.properties.apiVersion.type,parentSchema:schema11.properties.request.properties.object.properties.apiVersion,data:data19}];
return false;
}
}
var valid6 = _errs38 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data18.kind !== undefined){
let data20 = data18.kind;
const _errs40 = errors;
if(errors === _errs40){
if(typeof data20 === "string"){
if(func2(data20) < 1){
validate10.errors = [{instancePath:instancePath+"/request/object/kind",schemaPath:"#/properties/request/properties/object/properties/kind/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.request.properties.object.properties.kind,data:data20}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/object/kind",schemaPath:"#/properties/request/properties/object/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.object.properties.kind.type,parentSchema:schema11.properties.request.properties.object.properties.kind,data:data20}];
return false;
}
}
var valid6 = _errs40 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data18.metadata !== undefined){
let data21 = data18.metadata;
const _errs42 = errors;
if(errors === _errs42){
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.name !== undefined){
let data22 = data21.name;
const _errs44 = errors;
if(typeof data22 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/object/metadata/name",schemaPath:"#/properties/request/properties/object/properties/metadata/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.object.properties.metadata.properties.name.type,parentSchema:schema11.properties.request.properties.object.properties.metadata.properties.name,data:data22}];
return false;
}
var valid7 = _errs44 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data21.namespace !== undefined){
let data23 = data21.namespace;
const _errs46 = errors;
if(typeof data23 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/object/metadata/namespace",schemaPath:"#/properties/request/properties/object/properties/metadata/properties/namespace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.object.properties.metadata.properties.namespace.type,parentSchema:schema11.properties.request.properties.object.properties.metadata.properties.namespace,data:data23}];
return false;
}
var valid7 = _errs46 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data21.generateName !== undefined){
let data24 = data21.generateName;
const _errs48 = errors;
if(typeof data24 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/object/metadata/generateName",schemaPath:"#/properties/request/properties/object/properties/metadata/properties/generateName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.object.properties.metadata.properties.generateName.type,parentSchema:schema11.properties.request.properties.object.properties.metadata.properties.generateName,data:data24}];
return false;
}
var valid7 = _errs48 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data21.labels !== undefined){
let data25 = data21.labels;
const _errs50 = errors;
if((!(data25 && typeof data25 == "object" && !Array.isArray(data25))) && (data25 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/object/metadata/labels",schemaPath:"#/properties/request/properties/object/properties/metadata/properties/labels/type",keyword:"type",params:{type: schema11.properties.request.properties.object.properties.metadata.properties.labels.type},message:"must be object,null",schema:schema11.properties.request.properties.object.properties.metadata.properties.labels.type,parentSchema:schema11.properties.request.properties.object.properties.metadata.properties.labels,data:data25}];
return false;
}
if(errors === _errs50){
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
for(const key0 in data25){
let data26 = data25[key0];
const _errs53 = errors;
if(typeof data26 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/object/metadata/labels/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/request/properties/object/properties/metadata/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.object.properties.metadata.properties.labels.additionalProperties.type,parentSchema:schema11.properties.request.properties.object.properties.metadata.properties.labels.additionalProperties,data:data26}];
return false;
}
var valid8 = _errs53 === errors;
if(!valid8){
break;
}
}
}
}
var valid7 = _errs50 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data21.annotations !== undefined){
let data27 = data21.annotations;
const _errs55 = errors;
if((!(data27 && typeof data27 == "object" && !Array.isArray(data27))) && (data27 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/object/metadata/annotations",schemaPath:"#/properties/request/properties/object/properties/metadata/properties/annotations/type",keyword:"type",params:{type: schema11.properties.request.properties.object.properties.metadata.properties.annotations.type},message:"must be object,null",schema:schema11.properties.request.properties.object.properties.metadata.properties.annotations.type,parentSchema:schema11.properties.request.properties.object.properties.metadata.properties.annotations,data:data27}];
return false;
}
if(errors === _errs55){
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
for(const key1 in data27){
let data28 = data27[key1];
const _errs58 = errors;
if(typeof data28 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/object/metadata/annotations/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/request/properties/object/properties/metadata/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.object.properties.metadata.properties.annotations.additionalProperties.type,parentSchema:schema11.properties.request.properties.object.properties.metadata.properties.annotations.additionalProperties,data:data28}];
return false;
}
var valid9 = _errs58 === errors;
if(!valid9){
break;
}
}
}
}
var valid7 = _errs55 === errors;
}
else {
var valid7 = true;
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/object/metadata",schemaPath:"#/properties/request/properties/object/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.request.properties.object.properties.metadata.type,parentSchema:schema11.properties.request.properties.object.properties.metadata,data:data21}];
return false;
}
}
var valid6 = _errs42 === errors;
}
else {
var valid6 = true;
}
}
}
}
}
}
var valid1 = _errs36 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.oldObject !== undefined){
let data29 = data0.oldObject;
const _errs60 = errors;
if((!(data29 && typeof data29 == "object" && !Array.isArray(data29))) && (data29 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/oldObject",schemaPath:"#/properties/request/properties/oldObject/type",keyword:"type",params:{type: schema11.properties.request.properties.oldObject.type},message:"must be object,null",schema:schema11.properties.request.properties.oldObject.type,parentSchema:schema11.properties.request.properties.oldObject,data:data29}];
return false;
}
if(errors === _errs60){
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
let missing5;
if((((data29.apiVersion === undefined) && (missing5 = "apiVersion")) || ((data29.kind === undefined) && (missing5 = "kind"))) || ((data29.metadata === undefined) && (missing5 = "metadata"))){
validate10.errors = [{instancePath:instancePath+"/request/oldObject",schemaPath:"#/properties/request/properties/oldObject/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'",schema:schema11.properties.request.properties.oldObject.required,parentSchema:schema11.properties.request.properties.oldObject,data:data29}];
return false;
}
else {
if(data29.apiVersion !== undefined){
let data30 = data29.apiVersion;
const _errs62 = errors;
if(errors === _errs62){
if(typeof data30 === "string"){
if(func2(data30) < 1){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/apiVersion",schemaPath:"#/properties/request/properties/oldObject/properties/apiVersion/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.request.properties.oldObject.properties.apiVersion,data:data30}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/oldObject/apiVersion",schemaPath:"#/properties/request/properties/oldObject/properties/apiVersion/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.oldObject.properties.apiVersion.type,parentSchema:schema11.properties.request.properties.oldObject.properties.apiVersion,data:data30}];
return false;
}
}
var valid10 = _errs62 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data29.kind !== undefined){
let data31 = data29.kind;
const _errs64 = errors;
if(errors === _errs64){
if(typeof data31 === "string"){
if(func2(data31) < 1){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/kind",schemaPath:"#/properties/request/properties/oldObject/properties/kind/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.request.properties.oldObject.properties.kind,data:data31}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/oldObject/kind",schemaPath:"#/properties/request/properties/oldObject/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.oldObject.properties.kind.type,parentSchema:schema11.properties.request.properties.oldObject.properties.kind,data:data31}];
return false;
}
}
var valid10 = _errs64 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data29.metadata !== undefined){
let data32 = data29.metadata;
const _errs66 = errors;
if(errors === _errs66){
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
if(data32.name !== undefined){
let data33 = data32.name;
const _errs68 = errors;
if(typeof data33 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata/name",schemaPath:"#/properties/request/properties/oldObject/properties/metadata/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.oldObject.properties.metadata.properties.name.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata.properties.name,data:data33}];
return false;
}
var valid11 = _errs68 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data32.namespace !== undefined){
let data34 = data32.namespace;
const _errs70 = errors;
if(typeof data34 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata/namespace",schemaPath:"#/properties/request/properties/oldObject/properties/metadata/properties/namespace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.oldObject.properties.metadata.properties.namespace.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata.properties.namespace,data:data34}];
return false;
}
var valid11 = _errs70 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data32.generateName !== undefined){
let data35 = data32.generateName;
const _errs72 = errors;
if(typeof data35 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata/generateName",schemaPath:"#/properties/request/properties/oldObject/properties/metadata/properties/generateName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.oldObject.properties.metadata.properties.generateName.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata.properties.generateName,data:data35}];
return false;
}
var valid11 = _errs72 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data32.labels !== undefined){
let data36 = data32.labels;
const _errs74 = errors;
if((!(data36 && typeof data36 == "object" && !Array.isArray(data36))) && (data36 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata/labels",schemaPath:"#/properties/request/properties/oldObject/properties/metadata/properties/labels/type",keyword:"type",params:{type: schema11.properties.request.properties.oldObject.properties.metadata.properties.labels.type},message:"must be object,null",schema:schema11.properties.request.properties.oldObject.properties.metadata.properties.labels.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata.properties.labels,data:data36}];
return false;
}
if(errors === _errs74){
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
for(const key2 in data36){
let data37 = data36[key2];
const _errs77 = errors;
if(typeof data37 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata/labels/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/request/properties/oldObject/properties/metadata/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.oldObject.properties.metadata.properties.labels.additionalProperties.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata.properties.labels.additionalProperties,data:data37}];
return false;
}
var valid12 = _errs77 === errors;
if(!valid12){
break;
}
}
}
}
var valid11 = _errs74 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data32.annotations !== undefined){
let data38 = data32.annotations;
const _errs79 = errors;
if((!(data38 && typeof data38 == "object" && !Array.isArray(data38))) && (data38 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata/annotations",schemaPath:"#/properties/request/properties/oldObject/properties/metadata/properties/annotations/type",keyword:"type",params:{type: schema11.properties.request.properties.oldObject.properties.metadata.properties.annotations.type},message:"must be object,null",schema:schema11.properties.request.properties.oldObject.properties.metadata.properties.annotations.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata.properties.annotations,data:data38}];
return false;
}
if(errors === _errs79){
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key3 in data38){
let data39 = data38[key3];
const _errs82 = errors;
if(typeof data39 !== "string"){
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata/annotations/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/request/properties/oldObject/properties/metadata/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.request.properties.oldObject.properties.metadata.properties.annotations.additionalProperties.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata.properties.annotations.additionalProperties,data:data39}];
return false;
}
var valid13 = _errs82 === errors;
if(!valid13){
break;
}
}
}
}
var valid11 = _errs79 === errors;
}
else {
var valid11 = true;
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request/oldObject/metadata",schemaPath:"#/properties/request/properties/oldObject/properties/metadata/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.request.properties.oldObject.properties.metadata.type,parentSchema:schema11.properties.request.properties.oldObject.properties.metadata,data:data32}];
return false;
}
}
var valid10 = _errs66 === errors;
}
else {
var valid10 = true;
}
}
}
}
}
}
var valid1 = _errs60 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.dryRun !== undefined){
let data40 = data0.dryRun;
const _errs84 = errors;
if((typeof data40 !== "boolean") && (data40 !== null)){
validate10.errors = [{instancePath:instancePath+"/request/dryRun",schemaPath:"#/properties/request/properties/dryRun/type",keyword:"type",params:{type: schema11.properties.request.properties.dryRun.type},message:"must be boolean,null",schema:schema11.properties.request.properties.dryRun.type,parentSchema:schema11.properties.request.properties.dryRun,data:data40}];
return false;
}
var valid1 = _errs84 === errors;
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
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/request",schemaPath:"#/properties/request/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.request.type,parentSchema:schema11.properties.request,data:data0}];
return false;
}
}
}
}
}
else {
validate10.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data}];
return false;
}
}
validate10.errors = vErrors;
return errors === 0;
}
